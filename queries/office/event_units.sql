-- Whose the events of some keys are. One row per event that is known.
-- parameters: agency varchar, keys varchar[]
select record_key as key, unit_id as unit
from enterprise_events_known()
where agency = $agency and list_contains($keys, record_key)
