-- The highest import number given so far, 0 for none. One row.
select coalesce(max(import_id), 0) as import_id from imports
