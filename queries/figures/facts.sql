-- The rows of indicators that count for a question, each with its day. One row per indicator and record, or as many
-- (`entries`) as were added up.
-- An event counts on its own day, from the first day asked to the as-of date; a state (counts_until) on the as-of date.
-- parameters: agencies varchar[], as_of date, date_from date
select
    source as indicator,
    agency,
    record_key,
    unit_key,
    official,
    case when counts_until is null then counts_from else $as_of end as day,
    numerator,
    denominator,
    entries,
    null::varchar as attribute,
    null::varchar as channel,
from {{ source }}
where
    agency in $agencies
    and counts_from <= $as_of
    and case when counts_until is null then counts_from >= $date_from else counts_until > $as_of end
