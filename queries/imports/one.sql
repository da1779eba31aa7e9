-- Everything about one import. One row, none for an unknown number.
-- parameters: import_id bigint
select * from imports where import_id = $import_id
