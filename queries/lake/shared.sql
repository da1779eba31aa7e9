-- A table that every agency of a home shares, always in the same order. One row per row of the table.
select * from {{ table }} order by all
