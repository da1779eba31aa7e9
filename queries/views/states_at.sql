-- Records with their state on a day, for lists: the newest knowledge and the dates in it (shared contract, "Versions and
-- the as-of date"). What late, early, overdue mean is decided in queries/marts. One row per record known today.

create or replace macro dossiers_at(at_day) as table
with stated as (
    select
        known.* exclude (unit_key, official, resolved_on, first_due_on),
        facts.* exclude (
            record_key, agency, procedure_code, procedure_name, field, channel, exclusion_group, supplement_count, has_fee,
            is_paid_online, is_interagency, has_e_result, is_digitised, is_reused, is_early, is_late, is_first_due_late
        ),
        coalesce(spelling.unit_id, 'unknown') as unit_id,
        coalesce(facts.received_on <= at_day, false) as is_received,
        coalesce(facts.resolved_on <= at_day, false) as is_resolved,
        coalesce(facts.received_on <= at_day and facts.open_until > at_day, false) as is_open,
        coalesce(facts.resolved_on <= at_day and facts.is_early = 1, false) as is_early,
        coalesce(facts.resolved_on <= at_day and facts.is_late = 1, false) as is_late,
        coalesce(facts.resolved_on <= at_day and facts.is_first_due_late = 1, false) as is_first_due_late,
        coalesce(facts.overdue_from <= at_day and facts.open_until > at_day, false) as is_overdue,
        coalesce(facts.first_overdue_from <= at_day and facts.open_until > at_day, false) as is_first_due_overdue,
        today.working_days as today_worked,
    from dossiers_current known
    join dossier_facts facts on facts.agency = known.agency and facts.record_key = known.record_key
    left join known_spellings() spelling on spelling.agency = known.agency and spelling.alias_key = known.unit_key
    left join calendar today on today.day = at_day
)
select
    * exclude (today_worked),
    is_open and has_paused_status = 1 as is_paused,
    case when is_late then resolved_worked - due_worked when is_overdue then today_worked - due_worked else 0 end
        as days_late,
    case
        when is_first_due_late then resolved_worked - first_due_worked
        when is_first_due_overdue then today_worked - first_due_worked
        else 0
    end as first_days_late,
    due_worked - today_worked as days_left,
from stated;

create or replace macro tasks_at(at_day) as table
with stated as (
    select
        known.*,
        facts.due_worked,
        facts.finished_worked,
        coalesce(spelling.unit_id, 'unknown') as unit_id,
        coalesce(facts.finished_on <= at_day, false) as is_finished,
        coalesce(facts.assigned_on <= at_day and facts.open_until > at_day, false) as is_open,
        coalesce(facts.finished_on <= at_day and facts.is_early = 1, false) as is_early,
        coalesce(facts.finished_on <= at_day and facts.is_late = 1, false) as is_late,
        coalesce(facts.overdue_from <= at_day and facts.open_until > at_day, false) as is_overdue,
        today.working_days as today_worked,
    from tasks_current known
    join task_facts facts on facts.agency = known.agency and facts.record_key = known.record_key
    left join known_spellings() spelling on spelling.agency = known.agency and spelling.alias_key = known.unit_key
    left join calendar today on today.day = at_day
)
select
    *,
    case when is_late then finished_worked - due_worked when is_overdue then today_worked - due_worked else 0 end
        as days_late,
    due_worked - today_worked as days_left,
from stated;

create or replace macro petitions_at(at_day) as table
with stated as (
    select
        known.*,
        facts.official,
        facts.due_worked,
        facts.answered_worked,
        coalesce(spelling.unit_id, 'unknown') as unit_id,
        coalesce(facts.answered_on <= at_day, false) as is_answered,
        coalesce(facts.received_on <= at_day and facts.open_until > at_day, false) as is_open,
        coalesce(facts.answered_on <= at_day and facts.is_late = 1, false) as is_late,
        coalesce(facts.overdue_from <= at_day and facts.open_until > at_day, false) as is_overdue,
        today.working_days as today_worked,
    from petitions_current known
    join petition_facts facts on facts.agency = known.agency and facts.record_key = known.record_key
    left join known_spellings() spelling on spelling.agency = known.agency and spelling.alias_key = known.unit_key
    left join calendar today on today.day = at_day
)
select
    *,
    case when is_late then answered_worked - due_worked when is_overdue then today_worked - due_worked else 0 end
        as days_late,
    due_worked - today_worked as days_left,
from stated;
