-- The components behind the service index. One row per month and component.
-- parameters: as_of date, from_day date
select
    e.day,
    e.numerator,
    e.denominator,
    s.record_key as key,
    s.component as id,
    s.component,
    s.component as title,
    s.month,
    s.score,
    s.max_score,
    s.import_id,
    i.file_name,
    s.row_no,
    s.as_of,
from {{ source }} e
join service_index_known() s using (agency, record_key)
left join imports i on i.import_id = s.import_id
where e.day between $from_day and $as_of
order by s.month, s.component
