-- What was entered by hand for an indicator. One row per date and unit.
-- parameters: agencies varchar[], as_of date, date_from date, indicator varchar, units varchar[]
select
    m.date as day,
    m.numerator,
    m.denominator,
    m.value,
    m.record_key as key,
    m.{{ whose }},
    m.indicator as id,
    m.indicator as title,
    null::varchar as official,
    m.date,
    m.unit_id as unit,
    coalesce(u.name, 'Chưa xác định') as unit_name,
    m.unit_text,
    m.import_id,
    i.file_name,
    m.row_no,
    m.as_of,
from measurements_known() m
left join units u on u.unit_id = coalesce(m.unit_id, m.agency)  -- of no unit: of the whole agency
left join imports i on i.import_id = m.import_id
where
    m.agency in $agencies
    and m.indicator = $indicator
    and m.date between $date_from and $as_of
    and ($units is null or list_contains($units, m.unit_id))
