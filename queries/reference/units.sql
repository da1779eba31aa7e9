-- Units of an agency with their spellings, then the unit "unknown". One row per unit.
-- parameters: agency varchar
select
    u.unit_id as unit,
    u.name as unit_name,
    u.short_name,
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
