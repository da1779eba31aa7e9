-- Late ÷ resolved, of the dossiers on which agencies work together. One row per such dossier resolved in the period.
-- parameters: agency varchar, as_of date, date_from date
select
    agency,
    record_key,
    unit_id,
    official,
    resolved_on as day,
    is_late::integer as numerator,
    1 as denominator,
from dossier_states_at($as_of)
where
    agency = $agency
    and is_resolved
    and resolved_on >= $date_from
    and is_interagency;
