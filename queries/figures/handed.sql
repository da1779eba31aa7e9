-- To whom the open plan tasks of ended units go from which day on: all of a unit's, or one of them (key). One row per unit or
-- task and step; of those whose day has come the last one holds.
-- parameters: agency varchar
select unit_id, record_key as key, to_unit, from_day
from handed_work
where agency = $agency and coalesce(dataset, 'plan_tasks') = 'plan_tasks'
order by from_day, step
