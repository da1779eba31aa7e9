-- What some words find, whatever their accents: records (names: their datasets) by their number, procedures, officials,
-- units, indicators, tasks of plans. Of each kind so many: those that are called just so, those that begin so, then the
-- newest and the shortest; `total` says how many of the kind there are. One row per thing found.
-- `units`: what other units answer for is not found; `tasks`: nor are other tasks of plans.
-- parameters: agency varchar, as_of date, most integer, tasks varchar[], units varchar[], words varchar[]
with records as (
    select null::varchar as kind, null as record_key, null as unit_key, null as id, null as title, null::date as day
    union all select '{{ dataset }}', record_key, unit_key, {{ id }}, {{ title }}, {{ start }}::date from {{ dataset }}_current where agency = $agency
),
officials as (
    select coalesce(people.person, known.official) as id, known.unit_key, max(known.month) as day
    from official_months known
    left join named_people people
        on people.agency = known.agency and people.official = known.official and people.unit_key = known.unit_key
    where known.agency = $agency
    group by all
),
things as (
    select kind, record_key as key, unit_key, null::varchar as unit, id, title, day, id as said, from records
    union all
    select 'officials', id, unit_key, null, id, null, day, id from officials
    union all
    select 'procedures', record_key, null, unit_id, procedure_code, procedure_name, null, concat_ws(' ', procedure_name, procedure_code)
    from procedures_known() where agency = $agency
    union all
    select 'units', unit_id, null, unit_id, unit_id, name, valid_from, concat_ws(' ', name, short_name)
    from units where agency = $agency and kind <> 'agency'
    union all
    select 'indicators', indicator, null, null, dataset, name, null, concat_ws(' ', name, short_name)
    from indicators
    union all
    select 'plan', record_key, null, null, no, task, null, concat_ws(' ', task, no)
    from plan_tasks_at($as_of)
    where agency = $agency and not is_dropped and ($tasks is null or list_contains($tasks, record_key))
),
folded as (
    select * replace (replace(strip_accents(lower(said)), 'đ', 'd') as said) from things
),
found as (
    -- the first word alone keeps out nearly all of a million rows
    select * from folded
    where contains(said, $words[1]) and list_bool_and([contains(said, word) for word in $words])
),
placed as (
    select
        found.* replace (coalesce(found.unit, spelling.unit_id) as unit),
        case
            when said = array_to_string($words, ' ') then 0
            when starts_with(said, array_to_string($words, ' ')) then 1
            else 2
        end as place,
    from found
    left join handed_records held
        on held.dataset = found.kind and held.agency = $agency and held.record_key = found.key
        and $as_of >= held.held_from and $as_of < held.held_until
    left join known_spellings() spelling
        on spelling.agency = $agency and spelling.alias_key = coalesce(held.unit_key, found.unit_key)
),
answered as (
    -- of a person the unit of the last work; whoever is not of the units asked for is not there
    select * from placed
    where $units is null or kind in ('indicators', 'plan') or list_contains($units, coalesce(unit, 'unknown'))
    qualify kind <> 'officials' or row_number() over (partition by kind, key order by day desc nulls last, unit) = 1
)
select
    answered.kind, answered.key, answered.id, answered.title, answered.unit,
    coalesce(units.short_name, units.name) as unit_name, answered.place,
    count(*) over (partition by answered.kind) as total,
from answered
left join units on units.unit_id = answered.unit
qualify row_number() over (partition by answered.kind order by place, day desc nulls last, length(said), title, id) <= $most
order by kind, place, day desc nulls last, length(said), title, id
