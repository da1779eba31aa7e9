-- Of the rows of a list the first of each value of a column (each), before the rest is read of them. One row per row shown. Names
-- as of lists/page.
-- parameters: leading integer
select e.*
from {{ source }} e
qualify row_number() over (
    partition by e.{{ each }}
    order by
        e.{{ falling }} desc nulls last,
        e.{{ rising }} nulls last,
        e.{{ whose }},
        e.day, e.record_key
) <= $leading
