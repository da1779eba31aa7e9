-- What a name is called in a department where it is not the same person everywhere. One row per agency, name and
-- spelling of a unit.
select distinct
    known.agency, known.official, known.unit_key,
    known.official || ' (' || coalesce(department.short_name, department.name, 'Chưa xác định') || ')' as person,
from official_months known
join shared_names shared on shared.agency = known.agency and shared.official = known.official and not shared.is_one
left join units department on department.unit_id = known.department_id
