-- What some words find, whatever their accents: records (names: their datasets) by their number, procedures, officials,
-- units by any spelling, indicators, tasks of plans, and the `other` things that are asked along. The words of a name are found
-- by their beginnings, those of a number anywhere in it. Of each kind so many: those that are called just so, those that begin
-- so, those with the words in a row, those with each of them, so once more with other accents than were typed; then the newest
-- and the shortest. `total` says how many of the kind there are. One row per thing found.
-- `units`: what other units answer for is not found; `tasks`: nor are other tasks of plans. `typed`: the words as they were typed,
-- null where that is without accents.
-- parameters: agency varchar, as_of date, most integer, other_ids varchar[], other_keys varchar[], other_kinds varchar[], other_titles varchar[], other_units varchar[], tasks varchar[], typed varchar, units varchar[], words varchar[]
with records as (
    -- the first word alone keeps out nearly all of a million rows
    select kind, record_key as key, unit_key, null::varchar as unit, id, title, day, id as number, null::varchar[] as names
    from (
        select null::varchar as kind, null as record_key, null as unit_key, null as id, null as title, null::date as day
        union all select '{{ dataset }}', record_key, unit_key, {{ id }}, {{ title }}, {{ start }}::date from {{ dataset }}_current where agency = $agency
    )
    where contains(folded(id), $words[1]) and list_bool_and([contains(folded(id), word) for word in $words])
),
officials as (
    select coalesce(people.person, known.official) as id, known.unit_key, max(known.month) as day
    from official_months known
    left join named_people people
        on people.agency = known.agency and people.official = known.official and people.unit_key = known.unit_key
    where known.agency = $agency
    group by all
),
taught as (
    select unit_id, list(alias order by alias) as spelt from unit_aliases where agency = $agency group by unit_id
),
taught_indices as (
    select name, list(alias_key order by alias_key) as spelt from name_aliases where kind = 'index' group by name
),
others as (
    select
        unnest($other_kinds) as kind, unnest($other_keys) as key, unnest($other_units) as unit,
        unnest($other_ids) as id, unnest($other_titles) as title,
),
things as (
    select * from records
    union all
    select 'officials', id, unit_key, null, id, null, day, null, [id] from officials
    union all
    select
        'procedures', record_key, null, unit_id, procedure_code, procedure_name, null,
        procedure_code, [procedure_name],
    from procedures_known() where agency = $agency
    union all
    select
        'units', unit_id, null, unit_id, unit_id, name, valid_from,
        null, list_concat([name, short_name], spelt),
    from units left join taught using (unit_id)
    where agency = $agency and kind <> 'agency'
    union all
    select 'indicators', indicator, null, null, dataset, name, null, null, [name, short_name]
    from indicators
    union all
    select 'plan', record_key, null, null, no, task, null, no, [task]
    from plan_tasks_at($as_of)
    where agency = $agency and not is_dropped and ($tasks is null or list_contains($tasks, record_key))
    union all
    -- an index under all its names; a component has that of its index beside its own
    select kind, key, null, unit, id, title, null, id, list_concat([title], spelt)
    from others left join taught_indices indices on kind = 'indices' and id is null and indices.name = title
),
said as (
    select
        *, concat_ws(' ', array_to_string(names, ' '), number) as said, array_to_string($words, ' ') as phrase,
        ' ' || regexp_replace(folded(array_to_string(names, ' | ')), '[^a-z0-9|]+', ' ', 'g') as name_words,
    from things
),
found as (
    select *, ' ' || regexp_replace(phrase, '[^a-z0-9]+', ' ', 'g') as in_a_row, from said
    where list_bool_and([
        contains(coalesce(folded(number), ''), word)
        or contains(coalesce(name_words, ''), ' ' || trim(regexp_replace(word, '[^a-z0-9]+', ' ', 'g')))
        for word in $words
    ])
),
placed as (
    select
        found.* replace (coalesce(found.unit, spelling.unit_id) as unit),
        list_transform(list_append(names, number), lambda called: folded(called)) as called,
        case
            when list_contains(called, phrase) then 0
            when list_bool_or([starts_with(one, phrase) for one in called if one is not null]) then 1
            when contains(name_words, in_a_row) or contains(folded(number), phrase) then 2
            else 3
        end + if(list_bool_and([contains(lower(said), word) for word in string_split($typed, ' ')]) is not false, 0, 4) as place,
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
    where $units is null or kind in ('indicators', 'indices', 'plan') or list_contains($units, coalesce(unit, 'unknown'))
    qualify kind <> 'officials' or row_number() over (partition by kind, key order by day desc nulls last, unit) = 1
),
ranked as (
    select
        *, count(*) over (partition by kind) as total,
        row_number() over (
            partition by kind
            order by place, day desc nulls last, length(if(kind = 'indices', title, said)), title, id
        ) as turn,
    from answered
)
select
    ranked.kind, ranked.key, ranked.id, ranked.title, ranked.unit,
    coalesce(units.short_name, units.name) as unit_name, ranked.place, ranked.total,
from ranked
left join units on units.unit_id = ranked.unit
where turn <= $most
order by ranked.kind, turn
