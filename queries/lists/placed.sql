-- The same rows with the names of their units (told: as they are searched). One row per row of the list.
select
    e.*,
    coalesce(e.unit_id, 'unknown') as unit,
    coalesce(u.name, e.unit_id, 'Chưa xác định') as unit_name,
    coalesce(u.told, e.unit_id, folded('Chưa xác định')) as unit_told, -- {{ told }}
from {{ source }} e
left join (select *, folded(name) as told from units) u on u.unit_id = e.unit_id
