-- Spellings of units in the data that nobody taught: their rows stand under "Chưa xác định". One row per spelling.
-- parameters: agency varchar
with used as (
    select null::varchar as unit_text, null::varchar as unit_key, null::bigint as import_id, null::varchar as dataset
    union all select unit_text, unit_key, import_id, '{{ dataset }}' from {{ dataset }}_current where agency = $agency
)
select
    used.unit_key as alias_key,
    min(used.unit_text) as unit_text,
    count(*) as row_count,
    list(distinct used.dataset order by used.dataset) as datasets,
    max_by(i.file_name, i.import_id) as file_name
from used
join imports i using (import_id)
left join known_spellings() spelling on spelling.agency = $agency and spelling.alias_key = used.unit_key
where used.unit_key is not null and used.unit_key <> '' and spelling.unit_id is null
group by used.unit_key
order by row_count desc, unit_text
