-- Names of officials that stand in several departments, the undecided ones of several persons first. One row per name.
-- parameters: agency varchar
select
    shared.official, shared.is_one, shared.is_decided,
    string_agg(distinct coalesce(department.short_name, department.name, 'Chưa xác định'), ', ') as units,
from shared_names shared
join official_months known on known.agency = shared.agency and known.official = shared.official
left join units department on department.unit_id = known.department_id
where shared.agency = $agency
group by all
order by shared.is_one, shared.is_decided, shared.official
