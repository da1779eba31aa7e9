-- Merges the versions of the touched petitions into petitions_current. One row per petition (record_key).
-- A field comes from the newest active version whose export has its column; superseded versions count only for the
-- first due date (the earliest: a petition is never paused, so no later date replaces it).
-- parameters: agency varchar, changed bigint[]
insert into petitions_current by name
with counted as (
    -- turn: the order of the versions; null where a version does not count for current values
    select
        import_id,
        as_of,
        columns,
        status = 'active' as is_active,
        row_number() over (order by as_of, import_id) as turn
    from imports
    where agency = $agency and dataset = 'petitions' and status <> 'rolled_back'
),

turns as (
    -- per field the turn, null where the export lacks its column
    select
        import_id,
        as_of,
        turn,
        case when is_active then turn end as active_turn,
        case when is_active and list_contains(columns, 'petition_id') then turn end as petition_id_turn,
        case when is_active and list_contains(columns, 'kind') then turn end as kind_turn,
        case when is_active and list_contains(columns, 'subject') then turn end as subject_turn,
        case when is_active and list_contains(columns, 'received_on') then turn end as received_on_turn,
        case when is_active and list_contains(columns, 'due_on') then turn end as due_on_turn,
        case when is_active and list_contains(columns, 'answered_on') then turn end as answered_on_turn,
        case when is_active and list_contains(columns, 'answer_no') then turn end as answer_no_turn,
        case when is_active and list_contains(columns, 'unit') then turn end as unit_turn,
        case when is_active and list_contains(columns, 'remark') then turn end as remark_turn,
        case when is_active and list_contains(columns, 'satisfaction') then turn end as satisfaction_turn
    from counted
),

touched as (
    select distinct record_key from petitions where import_id in (select unnest($changed))
),

versions as (
    select *
    from petitions
    join turns using (import_id)
    where record_key in (select record_key from touched)
),

merged as (
    select
        record_key,
        arg_max(import_id, active_turn) as import_id,
        arg_max(row_no, active_turn) as row_no,
        arg_max(as_of, active_turn) as as_of,
        min(as_of) as first_as_of,
        count(*)::integer as versions,
        arg_max_null(petition_id, petition_id_turn) as petition_id,
        arg_max_null(kind, kind_turn) as kind,
        arg_max_null(subject, subject_turn) as subject,
        arg_max_null(received_on, received_on_turn) as received_on,
        arg_max_null(due_on, due_on_turn) as due_on,
        arg_max_null(answered_on, answered_on_turn) as answered_on,
        arg_max_null(answer_no, answer_no_turn) as answer_no,
        arg_max_null(unit_text, unit_turn) as unit_text,
        arg_max_null(unit_key, unit_turn) as unit_key,
        arg_max_null(remark, remark_turn) as remark,
        arg_max_null(satisfaction, satisfaction_turn) as satisfaction,
        min(due_on) as first_due_on,
    from versions
    group by record_key
    having count(active_turn) > 0
)

select $agency as agency, merged.*
from merged
