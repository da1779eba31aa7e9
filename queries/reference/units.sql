-- Units of an agency with their spellings, then the unit "unknown". One row per unit; a short name that two of them
-- share would make one bar of both: they are called by their names.
-- parameters: agency varchar
select
    u.unit_id as unit,
    u.name as unit_name,
    case when count(*) over (partition by u.short_name) > 1 then u.name else u.short_name end as short_name,
    u.parent_id as parent,
    u.kind,
    u.valid_from,
    u.valid_to,
    u.successor_id as successor,
    u.agency,
    coalesce(
        (select list(a.alias order by a.alias) from unit_aliases a
         where a.agency = $agency and a.unit_id = u.unit_id),
        []
    ) as aliases,
from units u
where u.agency = $agency
   or (u.agency is null and exists (select 1 from agencies where agency = $agency))
order by u.agency is null, u.sort, u.unit_id
