-- The same rows with the names of their units. One row per row of the list.
select
    e.*,
    coalesce(e.unit_id, 'unknown') as unit,
    coalesce(u.name, e.unit_id, 'Chưa xác định') as unit_name,
from {{ source }} e
left join units u on u.unit_id = e.unit_id
