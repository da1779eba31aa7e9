-- Appends staged rows to a table by the names of their columns. One row per row.
insert into {{ table }} by name
select * from staged
