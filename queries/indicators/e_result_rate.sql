-- Electronic results ÷ resolved; a flag that no export had is unknown (null), not no. One row per dossier resolved in the period.
-- parameters: agency varchar, as_of date, date_from date
select
    agency,
    record_key,
    unit_id,
    official,
    resolved_on as day,
    has_e_result::integer as numerator,
    1 as denominator,
from dossier_states_at($as_of)
where
    agency = $agency
    and is_resolved
    and resolved_on >= $date_from;
