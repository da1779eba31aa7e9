-- The file behind each figure that is reported by hand, and behind each month of Bộ chỉ số phục vụ.
-- One row per indicator and day; where several files have that day, the newest.
-- parameters: agency varchar, as_of date
with known as (
    select m.indicator, m.date as day, m.import_id
    from measurements_known() m
    where m.agency = $agency and m.date <= $as_of
    union all
    select 'service_index', least(last_day(s.month), $as_of), s.import_id
    from service_index_known() s
    where s.agency = $agency and s.month <= $as_of
)
select k.indicator, k.day, arg_max(i.file_name, i.import_id) as file_name
from known k
join imports i on i.import_id = k.import_id
group by all
order by k.indicator, k.day
