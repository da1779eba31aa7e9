-- The records behind a number: exactly the rows of the indicator, with what the export says of each (the dataset's own names
-- beside those that all lists share; an official as the person that is meant), how late it is on the day, and what the
-- office entered on pages (office_*). The unit is the one that the figure counts it for, handed_from the one that the
-- export names where that is another. One row per record. Names: a dataset with a history, its mart, dates and title, the
-- columns wanted, apart from them (named) the official; term, where a due date may be reckoned; `few` where a page is read, else `many`:
-- few rows are found by their keys alone and then read where they stand, instead of all columns of all.
-- parameters: as_of date
select
    e.day,
    e.numerator,
    e.denominator,
    known.record_key as key,
    known.{{ whose }},
    known.{{ id }} as id,
    known.{{ title }} as title,
    known.{{ column }},
    coalesce(people.person, known.{{ named }}) as {{ named }},
    e.unit,
    e.unit_name,
    case when own.unit_id <> e.unit_id then own.unit_id end as handed_from,
    case when own.unit_id <> e.unit_id then coalesce(former.name, own.unit_id) end as handed_from_name,
    known.{{ start }}::date as received,
    e.due,
    e.{{ due }}, -- {{ term }}
    e.term_days, -- {{ term }}
    known.first_due_on as first_due,
    e.finished,
    e.is_late,
    e.is_overdue,
    e.days_late,
    e.first_days_late, -- {{ state }}
    known.is_due_moved, -- {{ state }}
    e.days_left,
    office.said['cause'] as office_cause,
    cast(try_cast(office.said['promised_on'] as date) as varchar) as office_promised_on,
    office.said['note'] as office_note,
    known.import_id,
    i.file_name,
    known.row_no,
    known.as_of,
from {{ source }} e
join (select rowid as place, agency, record_key from {{ dataset }}_current) stands on stands.agency = e.agency and stands.record_key = e.record_key -- {{ few }}
join {{ dataset }}_current known on known.rowid = stands.place -- {{ few }}
join {{ dataset }}_current known on known.agency = e.agency and known.record_key = e.record_key -- {{ many }}
left join known_spellings() own on own.agency = known.agency and own.alias_key = known.unit_key
left join named_people people on people.agency = known.agency and people.official = known.{{ named }} and people.unit_key = known.unit_key
left join units former on former.unit_id = own.unit_id
left join imports i on i.import_id = known.import_id
left join entered('{{ dataset }}', $as_of) office on office.agency = e.agency and office.record_key = e.record_key
