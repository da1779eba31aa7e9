-- Tables that exist. One row per table.
select table_name from duckdb_tables() where schema_name = 'main' and database_name = current_database() order by table_name
