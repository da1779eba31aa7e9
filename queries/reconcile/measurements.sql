-- Measurements entered by hand in a span of days. One row per indicator, unit and date.
-- parameters: agency varchar, from_day date, until_day date
select
    m.indicator, m.date as day, m.unit_id, m.unit_text, m.numerator, m.denominator, m.value, m.record_key as subject,
    m.import_id, i.file_name, m.row_no,
from measurements_known() m
left join imports i on i.import_id = m.import_id
where m.agency = $agency and m.date between $from_day and $until_day
order by m.indicator, m.date desc, m.unit_id nulls first
