-- Bộ chỉ số phục vụ người dân, doanh nghiệp: the components' scores of the newest month that has any.
-- One row per component and month; the figure is the newest month's sum.
-- parameters: agency varchar, as_of date, date_from date
select
    agency,
    record_key,
    null::varchar as unit_id,
    null::varchar as official,
    least(last_day(month), $as_of) as day,
    score as numerator,
    null::double as denominator,
from service_index_known()
where
    agency = $agency
    and month <= $as_of
    and last_day(month) >= $date_from;
