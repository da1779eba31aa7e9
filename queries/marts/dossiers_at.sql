-- One row per dossier known today, with its state on a day: the newest knowledge and the dates in it
-- (shared contract, "Dossier rules", "Versions and the as-of date").
-- Newly filed and refused dossiers are not received. Received and not finished by the day is open.
-- Withdrawn is resolved and on time; no due date is on time; dates compare as dates.
-- Paused is known only from the newest version, and a paused dossier is never overdue.
create or replace macro dossier_states_at(at_day) as table
with dated as (
    select
        d.* exclude (has_fee),
        coalesce(spelling.unit_id, 'unknown') as unit_id,
        d.has_fee,
        d.received_at::date as received_on,
        d.submitted_at::date as submitted_on,
        d.finished_at::date as finished_on,
        d.due_at::date as due_on,
        d.status not in ('new', 'refused') and d.received_at::date <= at_day as is_received,
        coalesce(d.resolved_on <= at_day, false) as is_finished,
        d.status = 'withdrawn' as is_withdrawn,
    from dossiers_current d
    left join known_spellings() spelling
        on spelling.agency = d.agency and spelling.alias_key = d.unit_key
),
stated as (
    select
        *,
        coalesce(is_received, false) and is_finished as is_resolved,
        coalesce(is_received, false) and not is_finished as is_open,
        coalesce(resolved_on > due_on, false) and not is_withdrawn as finished_late,
        coalesce(resolved_on > first_due_on, false) and not is_withdrawn as finished_first_late,
        status in ('supplement', 'fee', 'stopped') as has_paused_status,
        channel = 'online' as is_online,
    from dated
)
select
    * exclude (is_received, is_finished, finished_late, finished_first_late, has_paused_status),
    coalesce(is_received, false) as is_received,
    channel = 'counter' as is_counter,
    channel = 'postal' as is_postal,
    is_open and has_paused_status as is_paused,
    coalesce(trim(pause_reason), '') <> '' as has_pause_reason,
    is_resolved and not is_withdrawn and coalesce(resolved_on < due_on, false) as is_early,
    is_resolved and not finished_late as is_on_time,
    is_resolved and finished_late as is_late,
    is_resolved and not finished_first_late as is_first_due_on_time,
    is_resolved and finished_first_late as is_first_due_late,
    is_open and not has_paused_status and coalesce(due_on < at_day, false) as is_overdue,
    is_open and not has_paused_status and coalesce(first_due_on < at_day, false) as is_first_due_overdue,
from stated;

-- The same with the 8 working hours of receipt (28,800 seconds).
-- A new online dossier is awaited when they have run out at the end of the day.
create or replace macro dossier_receipts_at(at_day) as table
select
    *,
    working_seconds(submitted_at, received_at) <= 28800 as is_received_8h,
    is_online and status <> 'refused' and submitted_on <= at_day
        and (status = 'new' or received_on > at_day)
        and working_seconds(submitted_at, at_day::timestamp + interval 24 hour) >= 28800 as is_awaiting_receipt,
from dossier_states_at(at_day);

-- The same with the working days late and the step of lateness.
create or replace macro dossiers_at(at_day) as table
select
    *,
    case
        when is_late then working_days_between(due_on, resolved_on)
        when is_overdue then working_days_between(due_on, at_day)
        else 0
    end as days_late,
    case
        when is_first_due_late then working_days_between(first_due_on, resolved_on)
        when is_first_due_overdue then working_days_between(first_due_on, at_day)
        else 0
    end as first_days_late,
    case when is_overdue then age_band(working_days_between(due_on, at_day)) end as age_band,
from dossier_receipts_at(at_day);
