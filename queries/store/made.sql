-- Tables, views and macros of the home. One row per table, view and macro.
select 'table' as kind, table_name as name
from duckdb_tables()
where not internal and database_name = current_database()
union all
select 'view', view_name
from duckdb_views()
where not internal and database_name = current_database()
union all
select distinct 'macro', function_name
from duckdb_functions()
where not internal and function_type in ('macro', 'table_macro') and database_name = current_database()
order by kind, name
