-- Columns of a table in their order. One row per column.
-- parameters: name varchar
select column_name, data_type from duckdb_columns()
where table_name = $name and schema_name = 'main' and database_name = current_database()
order by column_index
