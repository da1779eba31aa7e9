-- An agency's rows of a table, always in the same order: the same rows are the same bytes. One row per row of the table.
-- parameters: agency varchar
select * from {{ table }} where agency = $agency order by all
