-- Columns of some tables in their order. One row per column.
-- parameters: tables varchar[]
select table_name, column_name, data_type
from duckdb_columns()
where list_contains($tables, table_name) and schema_name = 'main' and database_name = current_database()
order by table_name, column_index
