-- Takes out what rows_of answers of a table of reference data, to put it in anew. One row per row.
-- parameters: owner varchar
delete from {{ table }} where {{ owned_by }} = $owner
