-- Takes out what an agency has of a table of reference data, to put it in anew. One row per row.
-- parameters: agency varchar
delete from {{ table }} where agency = $agency
