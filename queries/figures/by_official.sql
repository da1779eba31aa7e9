-- Sums of an indicator per official. One row per official with any event; null: no name in the export.
-- parameters: as_of date, from_day date, units varchar[]
select
    official,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    count(*) as entries,
    count(numerator) as known,
from {{ source }}
where day between $from_day and $as_of and ($units is null or list_contains($units, unit_id))
group by official
order by official
