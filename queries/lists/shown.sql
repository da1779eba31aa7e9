-- Of the rows of a list those that a page shows, before the rest is read of each: by what they have.
-- One row per row shown. Names as of lists/page.
-- parameters: before integer, most integer
select e.*
from {{ source }} e
order by
    e.{{ falling }} desc nulls last,
    e.{{ rising }} nulls last,
    e.{{ whose }},
    e.day, e.record_key
limit $most offset $before
