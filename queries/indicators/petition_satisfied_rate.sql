-- Petitioners satisfied or accepting ÷ answered and rated. One row per petition answered in the period and rated.
-- parameters: agency varchar, as_of date, date_from date
select
    agency,
    record_key,
    unit_id,
    official,
    answered_on as day,
    is_satisfied::integer as numerator,
    1 as denominator,
from petitions_at($as_of)
where
    agency = $agency
    and is_rated
    and answered_on >= $date_from;
