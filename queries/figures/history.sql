-- What came in each block of thirty days before a day, the day's own block being 0, and the months with an event.
-- One row per indicator, agency and unit with any event.
-- parameters: as_of date
with parts as (
    select
        indicator,
        agency,
        unit_key,
        date_diff('day', day, $as_of) // 30 as block,
        last_day(day) as month,
        min(day) as first_day,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        count(*) as entries,
    from {{ source }}
    group by all
),
blocks as (
    select
        indicator,
        parts.agency,
        coalesce(spelling.unit_id, 'unknown') as unit,
        block,
        min(first_day) as first_day,
        list(distinct month) as months,
        coalesce(sum(numerator), 0)::double as top,
        coalesce(sum(denominator), 0)::double as base,
    from parts
    left join known_spellings() spelling on spelling.agency = parts.agency and spelling.alias_key = parts.unit_key
    group by all
)
select
    indicator,
    agency,
    unit,
    min(first_day) as first_day,
    list_distinct(flatten(list(months))) as months,
    list(block order by block) as blocks,
    list(top order by block) as tops,
    list(base order by block) as bases,
from blocks
group by indicator, agency, unit
order by indicator, agency, unit
