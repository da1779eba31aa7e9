-- Dossiers whose due date was issued again later than the first one without a pause, open on the day or finished from a day
-- on. One row per dossier.
-- parameters: agencies varchar[], as_of date, date_from date
select facts.agency, facts.record_key, facts.unit_key, $as_of as day, 1 as numerator, null::integer as denominator
from dossier_facts facts
join dossiers_current known on known.agency = facts.agency and known.record_key = facts.record_key and known.is_due_moved
where facts.agency in $agencies and facts.received_on <= $as_of and facts.open_until >= $date_from
