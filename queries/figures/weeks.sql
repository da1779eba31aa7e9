-- A state of an indicator (overdue) week by week: how many it began for, ended for, and held for at the week's end.
-- One row per week, the newest last; standing = standing of the week before + new - cleared. Weeks end on the weekday of
-- the as-of date.
-- parameters: agencies varchar[], as_of date, units varchar[], weeks integer
with ends as (
    select ($as_of - 7 * k::integer)::date as week
    from range($weeks) as back(k)
),
states as (
    -- what passes from one of the units asked for to another of them neither ends nor begins
    select min(e.counts_from) as counts_from, max(e.counts_until) as counts_until
    from {{ source }} e
    left join known_spellings() spelling on spelling.agency = e.agency and spelling.alias_key = e.unit_key
    where
        e.agency in $agencies
        and e.counts_until > $as_of - 7 * $weeks
        and ($units is null or list_contains($units, coalesce(spelling.unit_id, 'unknown')))
    group by e.agency, e.record_key
)
select
    week,
    count(*) filter (counts_from > week - 7 and counts_from <= week) as "new",
    count(*) filter (counts_until > week - 7 and counts_until <= week) as cleared,
    count(*) filter (counts_from <= week and counts_until > week) as standing,
from ends
left join states on true
group by week
order by week
