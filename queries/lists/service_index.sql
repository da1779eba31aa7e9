-- The components behind the service index: of the newest month, which is the figure, or of one month. One row per component.
-- parameters: agencies varchar[], as_of date, date_from date, month varchar
select
    least(last_day(s.month), $as_of) as day,
    s.score as numerator,
    null::double as denominator,
    s.record_key as key,
    s.{{ whose }},
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
where s.agency in $agencies and s.month <= $as_of and least(last_day(s.month), $as_of) >= $date_from
qualify $month is not null or s.month = max(s.month) over (partition by s.agency)
