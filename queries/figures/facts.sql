-- The rows of an indicator that count for a question, each with its unit and day. One row per record.
-- An event counts on its own day, from the first day asked to the as-of date; a state (counts_until) on the as-of date.
-- parameters: agency varchar, as_of date, date_from date, units varchar[]
select
    e.agency,
    e.record_key,
    coalesce(spelling.unit_id, 'unknown') as unit_id,
    e.official,
    case when e.counts_until is null then e.counts_from else $as_of end as day,
    e.numerator,
    e.denominator,
    null::varchar as attribute,
from {{ source }} e
left join known_spellings() spelling on spelling.agency = e.agency and spelling.alias_key = e.unit_key
where
    e.agency = $agency
    and e.counts_from <= $as_of
    and case when e.counts_until is null then e.counts_from >= $date_from else e.counts_until > $as_of end
    and ($units is null or list_contains($units, coalesce(spelling.unit_id, 'unknown')))
