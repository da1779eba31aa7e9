-- Bộ chỉ số phục vụ người dân, doanh nghiệp: the sum of the components' scores; the figure is that of the newest month.
-- One row per agency and month with any component, its day the month's last, at most the as-of date.
-- parameters: agencies varchar[], as_of date, date_from date
select
    agency,
    strftime(month, '%Y-%m') as month,
    least(last_day(month), $as_of) as day,
    round(sum(score), 6) as score, -- the same whatever the order of its parts
    count(*) as entries,
from service_index_known()
where agency in $agencies and month <= $as_of and least(last_day(month), $as_of) >= $date_from
group by all
order by month
