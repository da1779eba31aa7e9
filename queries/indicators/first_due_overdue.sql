-- Open, not paused, first due date before the day; received in any year. One row per dossier.
-- parameters: agency varchar, as_of date
select
    agency,
    record_key,
    unit_id,
    official,
    $as_of as day,
    1 as numerator,
    null::integer as denominator,
from dossier_states_at($as_of)
where
    agency = $agency
    and is_first_due_overdue;
