-- The rows of a list of records in whose texts and days every word occurs, whatever its accents: what the export says of each
-- (spoken, timed), its unit and the one that the export names, the person meant, the file, what the office entered; no counts and
-- flags, which every list is full of. One row per record. Names: a dataset with a history, its mart, and as of lists/records.
-- Four words are looked for where a text is read (words_in): what many rows share is folded and looked through once, and a day is
-- looked up among those of the calendar, where it is one of them. Only where there are more of them a row's texts are put together.
-- parameters: as_of date, words varchar[]
with days as (
    select list(words_in(printed(day), $words) order by day) as heard, min(day) as first_day from calendar
)
select e.*
from {{ source }} e
cross join days
join (
    select
        agency, record_key, import_id, unit_key,
        {{ named }},
        words_in(told_{{ spoken }}, $words) |
        coalesce(days.heard[greatest({{ timed }}::date - days.first_day + 1, 0)], words_in(printed({{ timed }}::date), $words)) |
        coalesce(days.heard[greatest({{ due }}::date - days.first_day + 1, 0)], words_in(printed({{ due }}::date), $words))
        | coalesce(days.heard[greatest(first_due_on - days.first_day + 1, 0)], words_in(printed(first_due_on), $words))
        | coalesce(days.heard[greatest(as_of - days.first_day + 1, 0)], words_in(printed(as_of), $words))
        | words_in(told_key, $words)
            as heard,
        case
            when len($words) > 4
                then concat_ws(
                    ' ', told_key,
                    told_{{ spoken }},
                    printed({{ timed }}::date),
                    printed({{ due }}::date), printed(first_due_on), printed(as_of)
                )
        end as told,
    from (
        select
            *,
            folded({{ spoken }}) as told_{{ spoken }},
            case when record_key is distinct from {{ id }} then folded(record_key) end as told_key,
        from {{ dataset }}_current
    ) texts
    cross join days
) known on known.agency = e.agency and known.record_key = e.record_key
left join {{ mart }} f on f.agency = e.agency and f.record_key = e.record_key -- {{ term }}
left join (select *, folded(person) as told from named_people) people on people.agency = known.agency and people.official = known.{{ named }} and people.unit_key = known.unit_key
left join (
    select unit_id, told, words_in(told, $words) as heard from (select unit_id, folded(concat_ws(' ', unit_id, name)) as told from units)
) placed on placed.unit_id = e.unit_id
left join (
    select agency, alias_key, unit_id, told, words_in(told, $words) as heard
    from (
        select spelling.*, folded(concat_ws(' ', spelling.unit_id, name)) as told
        from known_spellings() spelling
        left join units on units.unit_id = spelling.unit_id
    )
) former on former.agency = known.agency and former.alias_key = known.unit_key and former.unit_id <> e.unit_id
left join (
    select import_id, told, words_in(told, $words) as heard from (select import_id, folded(file_name) as told from imports)
) i on i.import_id = known.import_id
left join (
    select agency, record_key, told, words_in(told, $words) as heard
    from (
        select *, folded(concat_ws(' ', said['cause'], printed(try_cast(said['promised_on'] as date)), said['note'])) as told
        from entered('{{ dataset }}', $as_of)
    )
) office on office.agency = e.agency and office.record_key = e.record_key
left join (select agency, folded(concat_ws(' ', {{ whose }}, name)) as told from agencies) owner on owner.agency = e.agency
where
    (
        known.heard
        | words_in(people.told, $words) -- {{ named }}
        | words_in(owner.told, $words) -- {{ whose }}
        | coalesce(placed.heard, words_in('chua xac dinh', $words))
        | coalesce(former.heard, 0)
        | coalesce(i.heard, 0)
        | coalesce(office.heard, 0)
        | words_in(printed(f.due_on), $words) -- {{ term }}
        | coalesce(days.heard[greatest(e.day - days.first_day + 1, 0)], words_in(printed(e.day), $words))
    ) = (1 << least(len($words), 4)::integer) - 1
    and (
        len($words) <= 4
        or list_bool_and([
            contains(
                concat_ws(
                    ' ', known.told, coalesce(placed.told, 'chua xac dinh'), former.told, i.told, office.told,
                    printed(e.day),
                    people.told, -- {{ named }}
                    owner.told, -- {{ whose }}
                    printed(f.due_on), -- {{ term }}
                ),
                word
            )
            for word in $words
        ])
    )
