-- Bộ chỉ số phục vụ per month. One row per month with any component.
-- parameters: as_of date, from_day date
select strftime(day, '%Y-%m') as month, max(day) as day, sum(numerator) as score, count(*) as entries
from {{ source }}
where day between $from_day and $as_of
group by month
order by month
