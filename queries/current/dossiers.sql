-- Merges the versions of the touched dossiers into dossiers_current. One row per dossier (record_key).
-- A field comes from the newest active version whose export has its column (shared contract, "Versions and the
-- as-of date"); superseded versions count only for the history: first due date, first version that shows withdrawn.
-- The rows of the touched keys must have been taken out before (current/dossiers_forget).
-- Where the newest export has every column that an earlier one had, its row is taken as it is: the usual case, and
-- twice as fast as asking field by field.
-- parameters: agency varchar, changed bigint[]
insert into dossiers_current by name
with counted as (
    -- turn: the order of the versions
    select
        import_id,
        as_of,
        columns,
        status = 'active' as is_active,
        row_number() over (order by as_of, import_id) as turn
    from imports
    where agency = $agency and dataset = 'dossiers' and status <> 'rolled_back'
),

turns as (
    -- per field the turn, null where the version does not count or its export lacks the column
    select
        import_id,
        as_of,
        turn,
        case when is_active then turn end as active_turn,
        not exists (
            select 1
            from counted earlier
            where
                earlier.is_active
                and earlier.turn < counted.turn
                and not list_has_all(counted.columns, earlier.columns)
        ) as is_complete,
        case when is_active and list_contains(columns, 'dossier_id') then turn end as dossier_id_turn,
        case when is_active and list_contains(columns, 'procedure_code') then turn end as procedure_code_turn,
        case when is_active and list_contains(columns, 'procedure_name') then turn end as procedure_name_turn,
        case when is_active and list_contains(columns, 'field') then turn end as field_turn,
        case when is_active and list_contains(columns, 'unit') then turn end as unit_turn,
        case when is_active and list_contains(columns, 'official') then turn end as official_turn,
        case when is_active and list_contains(columns, 'channel') then turn end as channel_turn,
        case when is_active and list_contains(columns, 'submitted_at') then turn end as submitted_at_turn,
        case when is_active and list_contains(columns, 'received_at') then turn end as received_at_turn,
        case when is_active and list_contains(columns, 'due_at') then turn end as due_at_turn,
        case when is_active and list_contains(columns, 'finished_at') then turn end as finished_at_turn,
        case when is_active and list_contains(columns, 'returned_at') then turn end as returned_at_turn,
        case when is_active and list_contains(columns, 'status') then turn end as status_turn,
        case when is_active and list_contains(columns, 'pause_reason') then turn end as pause_reason_turn,
        case when is_active and list_contains(columns, 'supplement_count') then turn end as supplement_count_turn,
        case when is_active and list_contains(columns, 'has_e_result') then turn end as has_e_result_turn,
        case when is_active and list_contains(columns, 'is_digitised') then turn end as is_digitised_turn,
        case when is_active and list_contains(columns, 'is_reused') then turn end as is_reused_turn,
        case when is_active and list_contains(columns, 'has_fee') then turn end as has_fee_turn,
        case when is_active and list_contains(columns, 'is_paid_online') then turn end as is_paid_online_turn,
        case when is_active and list_contains(columns, 'is_interagency') then turn end as is_interagency_turn,
        case when is_active and list_contains(columns, 'has_postal_result') then turn end as has_postal_result_turn,
        case when is_active and list_contains(columns, 'has_apology') then turn end as has_apology_turn,
        case when is_active and list_contains(columns, 'exclusion_group') then turn end as exclusion_group_turn,
        case when is_active and list_contains(columns, 'note') then turn end as note_turn
    from counted
),

touched as (
    select distinct record_key from dossiers where import_id in (select unnest($changed))
),

appearances as (
    -- every version of the touched dossiers, with what their history needs
    select
        record_key,
        turn,
        active_turn,
        turns.as_of,
        due_at::date as due_on,
        status
    from dossiers
    join turns using (import_id)
    where record_key in (select record_key from touched)
),

histories as (
    select
        record_key,
        max(active_turn) as newest_turn,
        min(as_of) as first_as_of,
        count(*)::integer as versions,
        min(as_of) filter (status = 'withdrawn') as withdrawn_as_of,
        min(due_on) as earliest_due_on,
        max(due_on) as latest_due_on
    from appearances
    group by record_key
    having count(active_turn) > 0
),

first_due as (
    -- Only dossiers with more than one due date need the fold; for the others the first is the only one.
    select
        record_key,
        list_reduce(
            list(
                {
                    'due': due_on,
                    'is_paused': coalesce(status in ('supplement', 'fee', 'stopped'), false),
                    'kept': null::date
                }
                order by turn
            ),
            lambda state, version: {
                'due': case
                    when version.due is null then state.due
                    when state.due is null or version.due <= state.due then version.due
                    when version.is_paused or state.is_paused then version.due
                    else state.due
                end,
                'is_paused': version.is_paused,
                'kept': case
                    when version.due > state.due and not (version.is_paused or state.is_paused)
                        then greatest(coalesce(state.kept, version.due), version.due)
                    else state.kept
                end
            }
        ) as folded
    from appearances
    where record_key in (select record_key from histories where earliest_due_on < latest_due_on)
    group by record_key
),

whole_rows as (
    -- the newest export has every column that there is
    select dossiers.*
    from dossiers
    join turns on turns.import_id = dossiers.import_id and turns.is_complete
    join histories on histories.record_key = dossiers.record_key and histories.newest_turn = turns.turn
),

incomplete as (
    select histories.record_key
    from histories
    join turns on turns.turn = histories.newest_turn and not turns.is_complete
),

merged_rows as (
    select
        record_key,
        arg_max(import_id, active_turn) as import_id,
        arg_max(row_no, active_turn) as row_no,
        arg_max_null(dossier_id, dossier_id_turn) as dossier_id,
        arg_max_null(procedure_code, procedure_code_turn) as procedure_code,
        arg_max_null(procedure_name, procedure_name_turn) as procedure_name,
        arg_max_null(field, field_turn) as field,
        arg_max_null(unit_text, unit_turn) as unit_text,
        arg_max_null(unit_key, unit_turn) as unit_key,
        arg_max_null(official, official_turn) as official,
        arg_max_null(channel, channel_turn) as channel,
        arg_max_null(submitted_at, submitted_at_turn) as submitted_at,
        arg_max_null(received_at, received_at_turn) as received_at,
        arg_max_null(due_at, due_at_turn) as due_at,
        arg_max_null(finished_at, finished_at_turn) as finished_at,
        arg_max_null(returned_at, returned_at_turn) as returned_at,
        arg_max_null(status, status_turn) as status,
        arg_max_null(pause_reason, pause_reason_turn) as pause_reason,
        arg_max_null(supplement_count, supplement_count_turn) as supplement_count,
        arg_max_null(has_e_result, has_e_result_turn) as has_e_result,
        arg_max_null(is_digitised, is_digitised_turn) as is_digitised,
        arg_max_null(is_reused, is_reused_turn) as is_reused,
        arg_max_null(has_fee, has_fee_turn) as has_fee,
        arg_max_null(is_paid_online, is_paid_online_turn) as is_paid_online,
        arg_max_null(is_interagency, is_interagency_turn) as is_interagency,
        arg_max_null(has_postal_result, has_postal_result_turn) as has_postal_result,
        arg_max_null(has_apology, has_apology_turn) as has_apology,
        arg_max_null(exclusion_group, exclusion_group_turn) as exclusion_group,
        arg_max_null(note, note_turn) as note
    from dossiers
    join turns using (import_id)
    where record_key in (select record_key from incomplete)
    group by record_key
),

newest as (
    select * from whole_rows
    union all by name
    select * from merged_rows
)

select
    $agency as agency,
    newest.*,
    turns.as_of,
    histories.first_as_of,
    histories.versions,
    case
        when newest.finished_at is not null then newest.finished_at::date
        when newest.status = 'withdrawn' then histories.withdrawn_as_of
    end as resolved_on,
    coalesce(first_due.folded.due, histories.earliest_due_on) as first_due_on,
    -- a later date that never replaced the first one; one that did so in the end is not "moved"
    coalesce(first_due.folded.kept > first_due.folded.due, false) as is_due_moved
from newest
join turns using (import_id)
join histories using (record_key)
left join first_due using (record_key)
