-- Departments that exist today and occur in no dossier, task or petition. One row per unit.
-- Only where any unit has data at all; leadership works without records of its own.
-- parameters: agency varchar, as_of date
with recursive spelled as (
    select null::varchar as agency, null::varchar as alias_key
    union select agency, unit_key from {{ dataset }}_current
),
used as (
    select coalesce(unit_id, 'unknown') as unit_id
    from spelled
    left join known_spellings() using (agency, alias_key)
    where agency = $agency
),
busy as (
    select unit_id from used
    union
    select u.parent_id from units u join busy b on b.unit_id = u.unit_id where u.parent_id is not null
)
select
    u.name as subject,
    u.name || ' không có hồ sơ, nhiệm vụ hay phản ánh nào. Nếu đơn vị có giải quyết hồ sơ, hãy kiểm tra cách viết tên '
    || 'đơn vị trong tệp.' as message,
from units u
where
    u.agency = $agency
    and u.kind = 'department'
    and coalesce(u.valid_from <= $as_of, true)
    and coalesce(u.valid_to >= $as_of, true)
    and u.unit_id not in (select unit_id from busy)
    and exists (select 1 from used)
order by u.sort
