-- To whom the open work of ended units goes on a day: all of a unit's, or one task of a plan (key). One row per unit or task.
-- parameters: agency varchar, as_of date
select unit_id, null as key, to_unit
from handed_units
where agency = $agency and from_day <= $as_of
qualify row_number() over (partition by unit_id order by from_day desc, step desc) = 1
union all
select unit_id, record_key, to_unit
from hand_overs
where agency = $agency and dataset = 'plan_tasks' and from_day <= $as_of
