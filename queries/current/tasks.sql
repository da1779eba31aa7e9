-- Merges the versions of the touched tasks into tasks_current. One row per task (record_key).
-- A field comes from the newest active version whose export has its column; superseded versions count only for the
-- first due date (the earliest: a task is never paused, so no later date replaces it).
-- parameters: agency varchar, changed bigint[]
insert into tasks_current by name
with counted as (
    -- turn: the order of the versions; null where a version does not count for current values
    select
        import_id,
        as_of,
        columns,
        status = 'active' as is_active,
        row_number() over (order by as_of, import_id) as turn
    from imports
    where agency = $agency and dataset = 'tasks' and status <> 'rolled_back'
),

turns as (
    -- per field the turn, null where the export lacks its column
    select
        import_id,
        as_of,
        turn,
        case when is_active then turn end as active_turn,
        case when is_active and list_contains(columns, 'document_no') then turn end as document_no_turn,
        case when is_active and list_contains(columns, 'content') then turn end as content_turn,
        case when is_active and list_contains(columns, 'unit') then turn end as unit_turn,
        case when is_active and list_contains(columns, 'official') then turn end as official_turn,
        case when is_active and list_contains(columns, 'assigned_on') then turn end as assigned_on_turn,
        case when is_active and list_contains(columns, 'due_on') then turn end as due_on_turn,
        case when is_active and list_contains(columns, 'finished_on') then turn end as finished_on_turn,
        case when is_active and list_contains(columns, 'is_extended') then turn end as is_extended_turn,
        case when is_active and list_contains(columns, 'status') then turn end as status_turn
    from counted
),

touched as (
    select distinct record_key from tasks where import_id in (select unnest($changed))
),

versions as (
    select *
    from tasks
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
        arg_max_null(document_no, document_no_turn) as document_no,
        arg_max_null(content, content_turn) as content,
        arg_max_null(unit_text, unit_turn) as unit_text,
        arg_max_null(unit_key, unit_turn) as unit_key,
        arg_max_null(official, official_turn) as official,
        arg_max_null(assigned_on, assigned_on_turn) as assigned_on,
        arg_max_null(due_on, due_on_turn) as due_on,
        arg_max_null(finished_on, finished_on_turn) as finished_on,
        arg_max_null(is_extended, is_extended_turn) as is_extended,
        arg_max_null(status, status_turn) as status,
        min(due_on) as first_due_on,
    from versions
    group by record_key
    having count(active_turn) > 0
)

select $agency as agency, merged.*
from merged
