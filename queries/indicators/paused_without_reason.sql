-- Open and paused without a reason. One row per dossier.
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
    and is_paused
    and not has_pause_reason;
