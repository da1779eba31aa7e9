-- By when the office had said on a day (since) that records would be done, and from which newest as-of date on it said another
-- day, or took it back. One row per dataset and record.
-- parameters: agency varchar, since date, as_of date
with promised as (
    select dataset, record_key, try_cast(value as date) as promised_on
    from entries_known($since)
    where agency = $agency and name = 'promised_on' and value is not null
)
select p.dataset, p.record_key, p.promised_on, min(later.known_on) as replaced_on
from promised p
left join entries later
    on later.agency = $agency and later.dataset = p.dataset and later.name = 'promised_on'
    and later.record_key = p.record_key
    and later.known_on > $since and later.known_on <= $as_of
    and try_cast(later.value as date) is distinct from p.promised_on
group by all
