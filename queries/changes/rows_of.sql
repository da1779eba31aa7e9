-- Rows of a table of reference data that are an agency's own, or of one kind (spellings of indicators). One row per row.
-- parameters: owner varchar
select * from {{ table }}
where {{ owned_by }} = $owner
order by
    {{ column }},
