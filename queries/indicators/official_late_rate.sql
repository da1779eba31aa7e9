-- Late or overdue ÷ resolved or overdue, of dossiers with a named official (the 10% rule of the documents).
-- One row per dossier resolved in the period or overdue on the day. Tasks: official_task_late_rate.
select
    counted.agency as agency,
    counted.record_key as record_key,
    counted.unit_key as unit_key,
    coalesce(people.person, counted.official) as official,
    counted.record_key as counted_key,
    counted.resolved_on as counts_from,
    cast(null as date) as counts_until,
    counted.is_late as numerator,
    1 as denominator
from dossier_facts counted
left join named_people people
    on people.agency = counted.agency and people.official = counted.official and people.unit_key = counted.unit_key
where counted.resolved_on is not null
    and counted.official is not null
union all
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    overdue_from as counts_from,
    open_until as counts_until,
    1 as numerator,
    1 as denominator
from dossier_open
where overdue_from < open_until
    and official is not null
