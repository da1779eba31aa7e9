-- Dossiers that were resolved in the period or are overdue on the day, whether each is late (resolved late, or overdue), and what
-- it falls under by `cut`: the step at which the file first shows it behind (of late ones alone), the weekday or the nearness
-- of a public holiday of its receipt or due date (within three working days; `off`: no working day). One row per dossier.
-- parameters: cut varchar
with counted as (
    -- how many working days lie before the public holiday that was last, and before the next one
    select
        *,
        max(case when not is_working and isodow(day) <= 5 then working_days end) over (order by day) as last_holiday,
        min(case when not is_working and isodow(day) <= 5 then working_days end) over (order by day desc) as next_holiday,
    from calendar
),
days as (
    select
        day,
        isodow(day)::varchar as weekday,
        case
            when not is_working then 'off'
            when next_holiday - working_days < 3 then 'before'
            when working_days - last_holiday <= 3 then 'after'
            else 'usual'
        end as near,
    from counted
)
select
    e.agency,
    e.record_key,
    e.unit_key,
    e.official,
    e.day,
    1 as numerator,
    null::integer as denominator,
    coalesce(e.numerator = 0 or e.denominator is null, false) as is_late,
    case $cut
        when 'received_weekday' then received.weekday
        when 'due_weekday' then due.weekday
        when 'received_near' then received.near
        when 'due_near' then due.near
        else case
            when facts.due_on < facts.received_on then 'entry'
            when facts.is_received_8h = 0 then 'slow_entry'
            when known.supplement_count > 0 or facts.has_pause_reason = 1 then 'supplement'
            when known.is_interagency then 'interagency'
            when e.denominator is null and known.status = 'received' then 'waiting'
            when known.supplement_count is null and known.is_interagency is null then 'unknown'
            else 'processing'
        end
    end as fell,
from {{ source }} e
join dossier_facts facts on facts.agency = e.agency and facts.record_key = e.record_key
join dossiers_current known on known.agency = e.agency and known.record_key = e.record_key
left join days received on received.day = facts.received_on
left join days due on due.day = facts.due_on
