-- How many rows of a list say the same in some columns (by). One row per value of those columns, in the order in which the list
-- comes to them: by its own columns (rising), then by the smallest number.
select
    {{ by }},
    count(*) as total,
    min(id) as first_id,
from {{ source }}
group by all
order by
    {{ rising }} nulls last,
    first_id,
    {{ by }},
    total
