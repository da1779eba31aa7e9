-- The rows of indicators by calendar month (its last day): what happened in it, and what stood at its end.
-- One row per indicator, agency, month and unit with any; `unknown`: how much of the base has no numerator.
-- parameters: agencies varchar[], months date[]
with ends as (
    select unnest($months) as month
),
counted as (
    select
        source as indicator,
        agency,
        unit_key,
        ends.month,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        coalesce(sum(denominator) filter (numerator is null), 0) as unknown,
    from {{ source }}
    join ends
        on ends.month >= last_day(counts_from) and ends.month < coalesce(counts_until, last_day(counts_from) + 1)
    where agency in $agencies
    group by all
)
select
    indicator,
    counted.agency,
    coalesce(spelling.unit_id, 'unknown') as unit,
    month,
    coalesce(sum(numerator), 0)::bigint as numerator,
    sum(denominator)::bigint as denominator,
    sum(unknown)::bigint as unknown,
from counted
left join known_spellings() spelling on spelling.agency = counted.agency and spelling.alias_key = counted.unit_key
group by all
order by all
