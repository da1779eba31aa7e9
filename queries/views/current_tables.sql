-- Datasets without a history of their own: one row per key, from the newest import that counts (as_of, then id).
-- An import that a newer file superseded, or that was rolled back, does not count.

create or replace macro procedures_known() as table
select i.agency, i.as_of, r.*, coalesce(spelling.unit_id, 'unknown') as unit_id, name_key(r.procedure_name) as name_key
from procedures r
join imports i on i.import_id = r.import_id and i.status = 'active'
left join known_spellings() spelling on spelling.agency = i.agency and spelling.alias_key = r.unit_key
qualify row_number() over (partition by i.agency, r.record_key order by i.as_of desc, i.import_id desc) = 1;

create or replace macro criteria_known() as table
select i.agency, i.as_of, r.*
from criteria r
join imports i on i.import_id = r.import_id and i.status = 'active'
qualify row_number() over (partition by i.agency, r.year, r.code order by i.as_of desc, i.import_id desc) = 1;

create or replace macro measurements_known() as table
select i.agency, i.as_of, r.*, coalesce(spelling.unit_id, case when r.unit_key is not null then 'unknown' end) as unit_id
from measurements r
join imports i on i.import_id = r.import_id and i.status = 'active'
left join known_spellings() spelling on spelling.agency = i.agency and spelling.alias_key = r.unit_key
qualify row_number() over (partition by i.agency, r.record_key order by i.as_of desc, i.import_id desc) = 1;

create or replace macro service_index_known() as table
select i.agency, i.as_of, r.*
from service_index r
join imports i on i.import_id = r.import_id and i.status = 'active'
qualify row_number() over (partition by i.agency, r.record_key order by i.as_of desc, i.import_id desc) = 1;

create or replace macro index_scores_known() as table
select i.agency, i.as_of, r.*
from index_scores r
join imports i on i.import_id = r.import_id and i.status = 'active'
qualify row_number() over (
    partition by i.agency, r."index", r.component, r.year, r.place order by i.as_of desc, i.import_id desc
) = 1;

create or replace macro field_report_known() as table
select i.agency, i.as_of, i.period_from, i.period_to, i.file_name, r.*
from field_report r
join imports i on i.import_id = r.import_id and i.status = 'active'
qualify row_number() over (
    partition by i.agency, i.period_from, i.period_to, r.record_key order by i.as_of desc, i.import_id desc
) = 1;

-- what the office entered on pages: the newest value per record and name
create or replace macro entries_known() as table
select agency, dataset, record_key, name, value, entered_at, entered_by
from entries
qualify row_number() over (
    partition by agency, dataset, record_key, name order by entered_at desc, entry_id desc
) = 1;

-- cause, promised date and note that a unit entered for a late record. One row per record that has any.
create or replace macro office_notes() as table
select
    agency,
    dataset,
    record_key,
    max(value) filter (name = 'cause') as cause,
    max(value) filter (name = 'promised_on') as promised_on,
    max(value) filter (name = 'note') as note,
from entries_known()
group by agency, dataset, record_key;
