-- One row per petition, with its state on a day: the newest knowledge and the dates in it.
-- A petition without a due date is answered on time.
create or replace macro petitions_at(at_day) as table
with dated as (
    select
        p.*,
        coalesce(spelling.unit_id, 'unknown') as unit_id,
        coalesce(p.answered_on <= at_day, false) as is_answered,
        coalesce(p.received_on <= at_day, false) as is_received,
    from petitions_current p
    left join known_spellings() spelling
        on spelling.agency = p.agency and spelling.alias_key = p.unit_key
)
select
    *,
    null::varchar as official,
    is_received and not is_answered as is_open,
    is_answered and coalesce(answered_on <= due_on, true) as is_on_time,
    is_answered and coalesce(answered_on > due_on, false) as is_late,
    is_answered and satisfaction is not null as is_rated,
    is_answered and coalesce(satisfaction in ('satisfied', 'accepted'), false) as is_satisfied,
    is_received and not is_answered and coalesce(due_on < at_day, false) as is_overdue,
    case
        when is_answered and answered_on > due_on then working_days_between(due_on, answered_on)
        when is_received and not is_answered and due_on < at_day then working_days_between(due_on, at_day)
        else 0
    end as days_late,
from dated;
