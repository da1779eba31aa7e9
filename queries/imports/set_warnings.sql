-- What is said of an import, where a part of it is known only once its rows are stored. One row per import.
-- parameters: import_id bigint, warnings varchar
update imports set warnings = $warnings where import_id = $import_id
