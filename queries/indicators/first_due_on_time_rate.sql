-- Resolved early or on time ÷ resolved, by the first due date: a re-issued date hides nothing. One row per dossier resolved in the period.
-- parameters: agency varchar, as_of date, date_from date
select
    agency,
    record_key,
    unit_id,
    official,
    resolved_on as day,
    is_first_due_on_time::integer as numerator,
    1 as denominator,
from dossier_states_at($as_of)
where
    agency = $agency
    and is_resolved
    and resolved_on >= $date_from;
