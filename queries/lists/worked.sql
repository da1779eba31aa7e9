-- The work of officials with dossiers: what stands open on a day, paused or not (part `open`), and what was resolved after a
-- day (part `done`; withdrawn ones are no work). One row per dossier.
-- `week`: due from the day on until the last day of its week.
-- parameters: agencies varchar[], as_of date, since date
select
    agency, record_key, unit_key, official, null::varchar as procedure, $as_of as day, 1 as numerator,
    null::integer as denominator, 'open' as part,
    has_paused_status = 1 as is_paused,
    coalesce(overdue_from <= $as_of, false) as is_overdue,
    has_paused_status = 0 and coalesce(due_on between $as_of and $as_of + (7 - isodow($as_of))::integer, false) as is_week,
from dossier_open
where agency in $agencies and received_on <= $as_of and open_until > $as_of
union all
select
    facts.agency, facts.record_key, facts.unit_key, coalesce(people.person, facts.official),
    coalesce(facts.procedure_key, facts.procedure_name), facts.resolved_on, 1, null, 'done', false, false, false,
from dossier_facts facts
join dossiers_current known
    on known.agency = facts.agency and known.record_key = facts.record_key and known.status <> 'withdrawn'
left join named_people people
    on people.agency = facts.agency and people.official = facts.official and people.unit_key = facts.unit_key
where facts.agency in $agencies and facts.resolved_on > $since and facts.resolved_on <= $as_of
