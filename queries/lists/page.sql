-- Some rows of a list, in its own order or that of columns asked for: `falling` ones from the largest down, `rising` ones up.
-- One row per row of the list.
-- parameters: skip integer, most integer
select *
from {{ source }}
order by
    {{ falling }} desc nulls last,
    {{ rising }} nulls last,
    {{ whose }},
    day, id, key
limit $most offset $skip
