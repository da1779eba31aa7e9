-- What is true of a dossier whatever the day one asks for (shared contract, "Dossier rules"). One row per dossier.
-- Newly filed and refused dossiers are not received. Withdrawn is resolved and on time; without a due date it is on
-- time too. A paused dossier is never overdue; what is still open is open until 2099-12-31.
with dated as (
    select
        dossiers_current.*,
        case when status not in ('new', 'refused') then cast(received_at as date) end as received_on,
        case when status not in ('new', 'refused') and received_at is not null then resolved_on end as closed_on,
        cast(received_at as date) as entered_on,
        cast(submitted_at as date) as submitted_on,
        cast(due_at as date) as due_on,
        case when status in ('supplement', 'fee', 'stopped') then 1 else 0 end as has_paused_status,
        case when status = 'withdrawn' then 1 else 0 end as is_withdrawn,
        3600 * extract(hour from submitted_at) + 60 * extract(minute from submitted_at)
            + cast(extract(second from submitted_at) as integer) as submitted_second,
        3600 * extract(hour from received_at) + 60 * extract(minute from received_at)
            + cast(extract(second from received_at) as integer) as received_second
    from dossiers_current
),
worked as (
    -- working days, and the seconds of office hours (7:00–11:30, 13:30–17:00) run on the day of filing and of receipt
    select
        dated.*,
        due.working_days as due_worked,
        first_due.working_days as first_due_worked,
        closed.working_days as ended_worked,
        filed.working_days - case when filed.is_working then 1 else 0 end as days_before_filing,
        entered.working_days - case when entered.is_working then 1 else 0 end as days_before_entry,
        case
            when not filed.is_working or submitted_second <= 25200 then 0
            when submitted_second < 41400 then submitted_second - 25200
            when submitted_second <= 48600 then 16200
            when submitted_second < 61200 then submitted_second - 32400
            else 28800
        end as filing_seconds,
        case
            when not entered.is_working or received_second <= 25200 then 0
            when received_second < 41400 then received_second - 25200
            when received_second <= 48600 then 16200
            when received_second < 61200 then received_second - 32400
            else 28800
        end as entry_seconds
    from dated
    left join calendar due on due.day = dated.due_on
    left join calendar first_due on first_due.day = dated.first_due_on
    left join calendar closed on closed.day = dated.closed_on
    left join calendar filed on filed.day = dated.submitted_on
    left join calendar entered on entered.day = dated.entered_on
),
listed as (
    -- the procedure of the published list that is meant: by code, else by name
    select
        worked.*,
        awaited.day as eight_hours_on,
        meant.record_key as procedure_key,
        meant.unit_key as procedure_unit_key,
        meant.field as procedure_field,
        meant.service_level as procedure_level,
        meant.has_fee as procedure_with_fee,
        meant.has_postal as procedure_with_postal
    from worked
    left join calendar awaited
        on awaited.is_working = true
        and awaited.working_days = worked.days_before_filing + case when worked.filing_seconds > 0 then 2 else 1 end
    left join procedure_codes by_code
        on by_code.agency = worked.agency and by_code.procedure_code = worked.procedure_code
    left join procedure_names by_name
        on by_name.agency = worked.agency and by_name.procedure_name = worked.procedure_name
    left join procedures_current meant
        on meant.agency = worked.agency
        and meant.record_key = coalesce(by_code.procedure_key, by_name.procedure_key)
)
select
    agency,
    record_key,
    unit_key,
    official,
    procedure_code,
    procedure_name,
    -- an export without a column of fields: that of the procedure in the published list
    coalesce(nullif(trim(field), ''), procedure_field) as field,
    channel,
    exclusion_group,
    supplement_count,
    received_on,
    closed_on as resolved_on,
    due_on,
    first_due_on,
    due_worked,
    first_due_worked,
    ended_worked,
    has_paused_status,
    case when trim(pause_reason) <> '' then 1 else 0 end as has_pause_reason,
    case when channel = 'online' then 1 else 0 end as is_online,
    case when channel = 'postal' or has_postal_result then 1 when not has_postal_result then 0 end as is_by_post,
    case when submitted_at is not null then 1 else 0 end as has_filing_time,
    case when has_fee then 1 else 0 end as has_fee,
    case when is_paid_online then 1 when not is_paid_online then 0 end as is_paid_online,
    case when is_interagency then 1 else 0 end as is_interagency,
    case when has_e_result then 1 when not has_e_result then 0 end as has_e_result,
    case when is_digitised then 1 when not is_digitised then 0 end as is_digitised,
    case when is_reused then 1 when not is_reused then 0 end as is_reused,
    case when closed_on > due_on and is_withdrawn = 0 then 1 when closed_on is not null then 0 end as is_late,
    case when closed_on < due_on and is_withdrawn = 0 then 1 else 0 end as is_early,
    case when closed_on > first_due_on and is_withdrawn = 0 then 1 when closed_on is not null then 0 end
        as is_first_due_late,
    -- the first day on which it is overdue
    case
        when has_paused_status = 1 then null
        when due_on < received_on then received_on
        when received_on is not null then cast(due_on + interval '1' day as date)
    end as overdue_from,
    case
        when has_paused_status = 1 then null
        when first_due_on < received_on then received_on
        when received_on is not null then cast(first_due_on + interval '1' day as date)
    end as first_overdue_from,
    coalesce(closed_on, date '2099-12-31') as open_until,
    -- eight working hours (28,800 seconds) between filing and receipt
    case
        when 28800 * (days_before_entry - days_before_filing) + entry_seconds - filing_seconds <= 28800 then 1
        when days_before_entry is not null and days_before_filing is not null then 0
    end as is_received_8h,
    -- a new online dossier waits from the day on which they have run out until it is received
    case when channel = 'online' and (status = 'new' or received_on is not null) then eight_hours_on end as awaited_from,
    case when status = 'new' then date '2099-12-31' else received_on end as awaited_until,
    procedure_key,
    procedure_unit_key,
    procedure_level,
    case when procedure_with_fee then 1 else 0 end as procedure_has_fee,
    case when procedure_with_postal then 1 else 0 end as procedure_has_postal
from listed
