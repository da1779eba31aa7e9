-- One record, for the unit that answers for it on a day. One row. Names: its dataset and mart.
-- parameters: agencies varchar[], as_of date, key varchar
select
    facts.agency, facts.record_key, coalesce(held.unit_key, facts.unit_key) as unit_key, $as_of as day, 1 as numerator,
    null::integer as denominator,
from {{ mart }} facts
left join handed_records held
    on held.dataset = '{{ dataset }}' and held.agency = facts.agency and held.record_key = facts.record_key
    and $as_of >= held.held_from and $as_of < held.held_until
where facts.agency in $agencies and facts.record_key = $key
