-- To whom the open plan tasks of ended units go on a day: all of a unit's, or one of them (key). One row per unit or task.
-- parameters: agency varchar, as_of date
select unit_id, record_key as key, to_unit
from handed_work
where agency = $agency and coalesce(dataset, 'plan_tasks') = 'plan_tasks' and from_day <= $as_of
qualify row_number() over (partition by unit_id, record_key order by from_day desc, step desc) = 1
