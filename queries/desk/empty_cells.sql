-- Cells of some imports of a dataset, and how many of them are empty, of the columns that each file has. One row per import.
-- Names: the dataset, its columns and the field of each.
-- parameters: imports bigint[]
with given as (
    select import_id, columns from imports where import_id in (select unnest($imports))
)
select
    rows_of.import_id,
    (
        0
        + count(*) filter (list_contains(given.columns, '{{ field }}'))
    )::bigint as cells,
    (
        0
        + count(*) filter (rows_of.{{ column }} is null and list_contains(given.columns, '{{ field }}'))
    )::bigint as empty,
from {{ dataset }} rows_of
join given on given.import_id = rows_of.import_id
group by rows_of.import_id
