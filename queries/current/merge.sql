-- Merges the versions of the touched records into the current ones. One row per record (record_key).
-- A field comes from the newest active version whose export has its column (shared contract, "Versions and the
-- as-of date"); superseded versions count only for the history: first due date, first version that shows withdrawn.
-- The rows of the touched keys must have been taken out before (current/forget).
-- Where the newest export has every column that an earlier one had, its row is taken as it is: the usual case, and
-- twice as fast as asking field by field. Names: a dataset with a history, its dates, the field that says paused or
-- withdrawn where there is one, its columns and the field of each.
-- parameters: agency varchar, changed bigint[]
insert into {{ dataset }}_current by name
with counted as (
    -- turn: the order of the versions
    select
        import_id,
        as_of,
        columns,
        status = 'active' as is_active,
        row_number() over (order by as_of, import_id) as turn
    from imports
    where agency = $agency and dataset = '{{ dataset }}' and status <> 'rolled_back'
),
turns as (
    -- per column the turn, null where the version does not count or its export lacks the field
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
        case when is_active and list_contains(columns, '{{ field }}') then turn end as {{ column }}_turn,
    from counted
),
touched as (
    select distinct record_key from {{ dataset }} where import_id in (select unnest($changed))
),
appearances as (
    -- every version of the touched records, with what their history needs
    select
        record_key,
        turn,
        active_turn,
        turns.as_of,
        {{ due }}::date as due_on,
        coalesce(
            {{ state }} in ('supplement', 'fee', 'stopped'),
            false
        ) as is_paused,
        {{ state }} = 'withdrawn' as is_withdrawn,
    from {{ dataset }}
    join turns using (import_id)
    where record_key in (select record_key from touched)
),
histories as (
    select
        record_key,
        max(active_turn) as newest_turn,
        min(as_of) as first_as_of,
        count(*)::integer as versions,
        min(as_of) filter (is_withdrawn) as withdrawn_as_of,  -- {{ state }}
        min(due_on) as earliest_due_on,
        max(due_on) as latest_due_on
    from appearances
    group by record_key
),
first_due as (
    -- Only records with more than one due date need the fold; for the others the first is the only one.
    select
        record_key,
        list_reduce(
            list({'due': due_on, 'is_paused': is_paused, 'kept': null::date} order by turn),
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
                        then greatest(state.kept, version.due)
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
    select {{ dataset }}.*
    from {{ dataset }}
    join turns on turns.import_id = {{ dataset }}.import_id and turns.is_complete
    join histories on histories.record_key = {{ dataset }}.record_key and histories.newest_turn = turns.turn
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
        arg_max_null({{ column }}, {{ column }}_turn) as {{ column }},
    from {{ dataset }}
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
    coalesce({{ end }}::date, case when {{ state }} = 'withdrawn' then withdrawn_as_of end) as resolved_on,
    coalesce(first_due.folded.due, histories.earliest_due_on) as first_due_on,
    -- a later date that never replaced the first one; one that did so in the end is not "moved"
    coalesce(first_due.folded.kept > first_due.folded.due, false) as is_due_moved,  -- {{ state }}
from newest
join turns using (import_id)
join histories using (record_key)
left join first_due using (record_key)
