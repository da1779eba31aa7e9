-- Late or overdue ÷ resolved or overdue, of dossiers with a named official (the 10% rule of the documents).
-- One row per dossier resolved in the period or overdue on the day. Tasks: official_task_late_rate.
-- parameters: agency varchar, as_of date, date_from date
select
    agency,
    record_key,
    unit_id,
    official,
    case when is_resolved then resolved_on else $as_of end as day,
    (is_late or is_overdue)::integer as numerator,
    1 as denominator,
from dossier_states_at($as_of)
where
    agency = $agency
    and official is not null
    and (is_overdue or (is_resolved and resolved_on >= $date_from));
