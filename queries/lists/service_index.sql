-- The components behind the service index. One row per month and component.
-- parameters: agency varchar, as_of date, date_from date
select
    least(last_day(s.month), $as_of) as day,
    s.score as numerator,
    null::double as denominator,
    s.record_key as key,
    s.component as id,
    s.component,
    s.component as title,
    null::varchar as official,
    s.month,
    s.score,
    s.max_score,
    s.import_id,
    i.file_name,
    s.row_no,
    s.as_of,
from service_index_known() s
left join imports i on i.import_id = s.import_id
where s.agency = $agency and s.month <= $as_of and least(last_day(s.month), $as_of) >= $date_from
order by s.month, s.component
