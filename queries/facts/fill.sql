-- Fills a table of who answers anew, as its text (queries/answering) says. One row per row of that text.
insert into {{ mart }} by name
select * from {{ source }}
