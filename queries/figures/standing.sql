-- How many stood on the day and every thirty days before it (block 0, 1, …), and how many of those of earlier days
-- stood thirty days later still. One row per indicator, agency and unit with any.
-- parameters: agencies varchar[], as_of date, date_from date
with days as (
    select block, ($as_of - to_days(30 * block::integer))::date as day, ($as_of - to_days(30 * (block - 1)::integer))::date as later
    from (select unnest(range(0, date_diff('day', $date_from, $as_of) // 30)) as block)
),
counted as (
    select
        source as indicator,
        agency,
        unit_key,
        days.block,
        count(*) as standing,
        count(*) filter (days.block > 0 and counts_until > days.later) as stayed,
        min(counts_from) as first_day,
    from {{ source }}
    join days on counts_from <= days.day and counts_until > days.day
    where agency in $agencies
    group by all
),
blocks as (
    select
        indicator,
        counted.agency,
        coalesce(spelling.unit_id, 'unknown') as unit,
        block,
        sum(standing)::double as standing,
        sum(stayed)::double as stayed,
        min(first_day) as first_day,
    from counted
    left join known_spellings() spelling on spelling.agency = counted.agency and spelling.alias_key = counted.unit_key
    group by all
)
select
    indicator,
    agency,
    unit,
    min(first_day) as first_day,
    []::date[] as months,
    list(block order by block) as blocks,
    list(standing order by block) as tops,
    list(stayed order by block) as bases,
from blocks
group by indicator, agency, unit
order by indicator, agency, unit
