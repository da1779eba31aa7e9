-- Every row of a table of reference data. One row per row.
select * from {{ table }}
