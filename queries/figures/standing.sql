-- How many stood on the day and every thirty days before it (block 0, 1, …), and how many of those of earlier days
-- stood thirty days later still (`top`, `base`). One row per indicator, agency, unit key and block with any.
-- parameters: agencies varchar[], as_of date, date_from date
with spans as (
    -- a span holds the blocks from that of its last day to that of its first, mostly none
    select
        source as indicator,
        agency,
        unit_key,
        counts_from,
        counts_until,
        entries,
        unnest(range(
            greatest(0, (date_diff('day', counts_until, $as_of) + 30) // 30),
            least(date_diff('day', counts_from, $as_of), date_diff('day', $date_from, $as_of) - 30) // 30 + 1
        )) as block,
    from {{ source }}
    where agency in $agencies and counts_from <= $as_of and counts_until > $date_from
)
select
    indicator,
    agency,
    unit_key,
    block,
    null::date as month,
    min(counts_from) as first_day,
    sum(entries) as top,
    sum(entries) filter (block > 0 and date_diff('day', counts_until, $as_of) < 30 * (block - 1)) as base,
from spans
group by all
