-- Rows of a table of reference data that all agencies share. One row per row.
select * from {{ table }}
order by
    {{ column }},
