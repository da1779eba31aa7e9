-- Spellings of units that nobody taught yet: their rows stand under "Chưa xác định". One row per spelling.
-- parameters: agency varchar
with used as (
    select null::varchar as unit_text, null::varchar as unit_key
    union all select unit_text, unit_key from {{ dataset }}_current where agency = $agency
)
select
    min(used.unit_text) as subject,
    'Chưa biết “' || min(used.unit_text) || '” là đơn vị nào; ' || count(*)
    || ' dòng đang ở “Chưa xác định”. Hãy chọn đơn vị cho cách viết này.' as message,
from used
left join known_spellings() spelling on spelling.agency = $agency and spelling.alias_key = used.unit_key
where used.unit_key is not null and spelling.unit_id is null
group by used.unit_key
order by subject
