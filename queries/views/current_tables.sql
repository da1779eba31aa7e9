-- Datasets without a history of their own: one row per key, from the newest import that counts (as_of, then id).
-- An import that a newer file superseded, or that was rolled back, does not count.

create or replace macro newest_rows(dataset) as table
select i.agency, i.as_of, r.*
from query_table(dataset) r
join imports i on i.import_id = r.import_id and i.status = 'active'
qualify row_number() over (partition by i.agency, r.record_key order by i.as_of desc, i.import_id desc) = 1;

-- Rows of files that speak of a part of what there is (`--add`, scores without their ranks): a field whose column the
-- newest of them lacks keeps the value of the newest that has it (shared contract, "Versions and the as-of date").
create or replace macro versions(dataset) as table
select i.agency, i.as_of, i.columns, row_number() over (order by i.as_of, i.import_id) as turn, r.*
from query_table(dataset) r
join imports i on i.import_id = r.import_id and i.status = 'active';

create or replace macro kept(value, columns, field, turn) as
    arg_max_null(value, turn) filter (columns is null or list_contains(columns, field));

-- place: where the row stood first, so that a corrected one stays in the order of its table
create or replace macro criteria_known() as table
select
    agency,
    record_key,
    max(as_of) as as_of,
    arg_max(import_id, turn) as import_id,
    arg_max(row_no, turn) as row_no,
    arg_min(struct_pack(import_id, row_no), turn) as place,
    arg_max(year, turn) as year,
    arg_max(code, turn) as code,
    arg_max(name, turn) as name,
    arg_max(max_points, turn) as max_points,
    kept(self_points, columns, 'self_points', turn) as self_points,
    kept(appraised_points, columns, 'appraised_points', turn) as appraised_points,
    kept(numerator, columns, 'numerator', turn) as numerator,
    kept(denominator, columns, 'denominator', turn) as denominator,
    kept(cause, columns, 'cause', turn) as cause,
    kept(remedy, columns, 'remedy', turn) as remedy,
    kept(unit_text, columns, 'unit', turn) as unit_text,
    kept(unit_key, columns, 'unit', turn) as unit_key,
    kept(deadline, columns, 'deadline', turn) as deadline,
from versions('criteria')
group by agency, record_key;

create or replace macro service_index_known() as table from newest_rows('service_index');

create or replace macro index_scores_merged() as table
select
    agency,
    record_key,
    max(as_of) as as_of,
    arg_max(import_id, turn) as import_id,
    arg_max(row_no, turn) as row_no,
    arg_max("index", turn) as "index",
    arg_max_null(component, turn) as component,
    arg_max(year, turn) as year,
    arg_max_null(place, turn) as place,
    kept(score, columns, 'score', turn) as score,
    kept(max_score, columns, 'max_score', turn) as max_score,
    kept(weight, columns, 'weight', turn) as weight,
    kept(target, columns, 'target', turn) as target,
    kept("rank", columns, 'rank', turn) as "rank",
    kept(rank_of, columns, 'rank_of', turn) as rank_of,
    kept(rating, columns, 'rating', turn) as rating,
    kept(source, columns, 'source', turn) as source,
from versions('index_scores')
group by agency, record_key;

-- What an agency knows of indices: its own imports, and scores of provinces, whichever agency of the province brought
-- them. known_from: the day on which the edition was published; where no source tells it, 1 January after its year.
create or replace macro index_scores_known(of_agency) as table
with seen as (
    select r.*
    from index_scores_merged() r
    where
        r.agency = of_agency
        or name_key(r.place) in (
            select n.alias_key from name_aliases n where n.kind = 'place' and n.name not in (select a.name from agencies a)
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
    from criteria_known() c
    left join index_editions e on e."index" = 'CCHC' and e.year = c.year
)
select * exclude (is_appraised) replace (if(is_appraised, appraised_points, null) as appraised_points)
from dated
window of_year as (partition by agency, year)
qualify
    is_appraised
    or bool_or(self_points is not null) over of_year
    or bool_and(appraised_points is null) over of_year;

create or replace macro procedures_merged() as table
select
    agency,
    record_key,
    max(as_of) as as_of,
    arg_max(import_id, turn) as import_id,
    arg_max(row_no, turn) as row_no,
    arg_max(procedure_code, turn) as procedure_code,
    arg_max(procedure_name, turn) as procedure_name,
    kept(field, columns, 'field', turn) as field,
    kept(unit_text, columns, 'unit', turn) as unit_text,
    kept(unit_key, columns, 'unit', turn) as unit_key,
    kept(service_level, columns, 'service_level', turn) as service_level,
    kept(has_fee, columns, 'has_fee', turn) as has_fee,
    kept(has_online_payment, columns, 'has_online_payment', turn) as has_online_payment,
    kept(has_postal, columns, 'has_postal', turn) as has_postal,
    kept(gives_paper_result, columns, 'gives_paper_result', turn) as gives_paper_result,
    kept(statutory_days, columns, 'statutory_days', turn) as statutory_days,
from versions('procedures')
group by agency, record_key;

create or replace macro procedures_known() as table
select r.*, coalesce(spelling.unit_id, 'unknown') as unit_id, name_key(r.procedure_name) as name_key
from procedures_merged() r
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
