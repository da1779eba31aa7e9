-- Of the rows of a list those that its pages show up to one, before the rest is read of each: the first by what they have.
-- One row per row shown. Names as of lists/page.
-- parameters: skip integer, most integer
select e.*
from {{ source }} e
order by
    e.{{ falling }} desc nulls last,
    e.{{ rising }} nulls last,
    e.{{ whose }},
    e.day, e.record_key
limit $skip + $most
