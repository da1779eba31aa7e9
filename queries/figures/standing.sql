-- How many stood on the day and every thirty days before it (block 0, 1, …), and how many of those of earlier days
-- stood thirty days later still (`top`, `base`). One row per indicator, agency, unit key and block with any.
-- parameters: agencies varchar[], as_of date, date_from date
with days as (
    select block, ($as_of - to_days(30 * block::integer))::date as day, ($as_of - to_days(30 * (block - 1)::integer))::date as later
    from (select unnest(range(0, date_diff('day', $date_from, $as_of) // 30)) as block)
)
select
    source as indicator,
    agency,
    unit_key,
    days.block,
    min(counts_from) as first_day,
    []::date[] as months,
    count(*) as top,
    count(*) filter (days.block > 0 and counts_until > days.later) as base,
from {{ source }}
join days on counts_from <= days.day and counts_until > days.day
where agency in $agencies
group by all
