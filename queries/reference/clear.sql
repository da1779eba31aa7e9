-- Takes out every row of a table of reference data, to put them in anew. One row per row.
delete from {{ table }}
