-- Records of which the office had said on a day (since) by when they would be done; not those that were done before that day
-- although later than said: nobody waits for them. The unit is the one that answers, or answered last. One row per record;
-- day: the promised one.
-- parameters: agencies varchar[], as_of date, since date
select
    held.agency, held.record_key, held.unit_key, try_cast(said.said['promised_on'] as date) as day, 1 as numerator,
    null::integer as denominator,
from entered('{{ dataset }}', $since) said
join {{ mart }} facts using (agency, record_key)
join {{ open }} held using (agency, record_key)
where
    said.agency in $agencies
    and held.{{ opened }} <= $as_of
    and (facts.open_until > $since or try_cast(said.said['promised_on'] as date) >= $since)
    and try_cast(said.said['promised_on'] as date) is not null
qualify row_number() over (partition by held.agency, held.record_key order by held.open_until desc) = 1
