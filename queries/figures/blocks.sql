-- What is known of each block of thirty days before a day, the day's own block being 0: lists in the order of blocks.
-- One row per indicator, agency and unit with any.
with blocks as (
    select
        indicator,
        counted.agency,
        coalesce(spelling.unit_id, 'unknown') as unit,
        block,
        min(first_day) as first_day,
        list(distinct month) filter (month is not null) as months,
        coalesce(sum(top), 0)::double as top,
        coalesce(sum(base), 0)::double as base,
    from {{ source }} counted
    left join known_spellings() spelling on spelling.agency = counted.agency and spelling.alias_key = counted.unit_key
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
