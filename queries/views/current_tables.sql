-- Datasets without a history of their own: one row per key, of the imports that count the newest (as_of, then id).
-- An import that a newer file superseded, or that was rolled back, does not count.

-- A field whose column the newest of them lacks keeps the value of the newest that has it (shared contract, "Versions and
-- the as-of date"); the numbers of a measurement are one statement. stood: where the row came first, so that a corrected
-- one stays in the order of its table. of_status: of the imports that are meant.
create or replace macro known_rows(of_dataset, of_status := 'active') as table
with versions as (
    select i.agency, i.as_of, i.columns, i.turn, r.*
    from query_table(of_dataset) r
    join (
        select agency, import_id, as_of, columns, row_number() over (order by as_of, import_id) as turn
        from imports
        where status = of_status
    ) i using (import_id)
)
select
    agency,
    max(as_of) as as_of,
    arg_max(import_id, turn) as import_id,
    arg_max(row_no, turn) as row_no,
    arg_min(struct_pack(import_id, row_no), turn) as stood,
    record_key,
    arg_max_null(
        columns(* exclude (agency, as_of, import_id, row_no, record_key, columns, turn)),
        case
            when
                of_dataset = 'measurements'
                or columns is null
                or list_contains(columns, regexp_replace(
                    alias(columns(* exclude (agency, as_of, import_id, row_no, record_key, columns, turn))),
                    '^unit_(text|key)$',
                    'unit'
                ))
                then turn
        end
    )
from versions
group by agency, record_key;

-- What an agency knows of indices: its own imports, and its own scores and those of provinces, whichever agency of the
-- province brought them (one table ranks all of them). known_from: the day on which the edition was published; where no
-- source tells it, 1 January after its year.
create or replace macro index_scores_known(of_agency) as table
with seen as (
    select r.*
    from known_rows('index_scores') r
    where
        r.agency = of_agency
        or name_key(r.place) in (
            select n.alias_key from name_aliases n where n.kind = 'place' and n.scope = ''
            union all
            select name_key(unnest([a.name, a.short_name])) from agencies a where a.agency = of_agency
        )
        and r.agency in (
            select a.agency from agencies a where a.place = (select o.place from agencies o where o.agency = of_agency)
        )
)
select r.* replace (of_agency as agency), coalesce(e.published_on, make_date(r.year + 1, 1, 1)) as known_from
from seen r
left join index_editions e on name_key(e."index") = name_key(r."index") and e.year = r.year
qualify row_number() over (
    partition by r.record_key order by r.agency = of_agency desc, r.as_of desc, r.import_id desc
) = 1;

-- Tables of criteria as they were known on a day: appraised points from the day on which the year's CCHC index was
-- published; a table that has no others is not known before.
create or replace macro criteria_at(at_day) as table
with dated as (
    select c.*, coalesce(e.published_on, make_date(c.year + 1, 1, 1)) <= at_day as is_appraised
    from known_rows('criteria') c
    left join index_editions e on e."index" = 'CCHC' and e.year = c.year
)
select * exclude (is_appraised) replace (if(is_appraised, appraised_points, null) as appraised_points)
from dated
window of_year as (partition by agency, year)
qualify
    is_appraised
    or bool_or(self_points is not null) over of_year
    or bool_and(appraised_points is null) over of_year;

create or replace macro procedures_known() as table
select r.*, coalesce(spelling.unit_id, 'unknown') as unit_id, name_key(r.procedure_name) as name_key
from known_rows('procedures') r
left join known_spellings() spelling on spelling.agency = r.agency and spelling.alias_key = r.unit_key;

-- a form of the same field says something else in another period
create or replace macro field_report_known() as table
select i.agency, i.as_of, i.period_from, i.period_to, i.file_name, r.*
from field_report r
join imports i on i.import_id = r.import_id and i.status = 'active'
qualify row_number() over (
    partition by i.agency, i.period_from, i.period_to, r.record_key order by i.as_of desc, i.import_id desc
) = 1;

-- the newest rejected row of each key, the second of two rows with one key aside: there the first was accepted
create or replace macro rejected_known(of_dataset) as table
select i.agency, i.as_of, i.import_id, i.file_name, r.record_key, r.row_no
from import_rejects r
join imports i on i.import_id = r.import_id and i.status = 'active' and i.dataset = of_dataset
where r.record_key is not null and r.code <> 'duplicate_key'
qualify row_number() over (partition by i.agency, r.record_key order by i.as_of desc, i.import_id desc, r.row_no) = 1;

-- What the office entered on pages, as it was known on a day (null: today): the newest value per record and name that was
-- not written when a later as-of date was known. A day of something that happened counts by itself, whenever it was told.
create or replace macro entries_known(at_day) as table
select agency, dataset, record_key, name, value, entered_at, entered_by
from entries
where at_day is null or coalesce(known_on <= at_day, true) or name in ('finished_on', 'done_until', 'starts_on', 'submitted_on', 'is_thin')
qualify row_number() over (
    partition by agency, dataset, record_key, name order by entry_id desc
) = 1;

-- the same, name by name in one map per record of a dataset that has any
create or replace macro entered(of_dataset, at_day) as table
select agency, record_key, map(list(name), list(value)) as said
from entries_known(at_day)
where dataset = of_dataset
group by agency, record_key;
