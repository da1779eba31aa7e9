-- Of the rows of a list those that its pages show up to one, before the rest is read of each: the first by what the rows have
-- (`place` e) or by a column of what the export says (`place` known, `said`). One row per row shown. Names as of lists/page.
-- parameters: skip integer, most integer
select e.*
from {{ source }} e
join (select agency, record_key, {{ said }} from {{ dataset }}_current) known on known.agency = e.agency and known.record_key = e.record_key
order by
    {{ place }}.{{ falling }} desc nulls last,
    {{ place }}.{{ rising }} nulls last,
    e.{{ whose }},
    e.day, e.record_key
limit $skip + $most
