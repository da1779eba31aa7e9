-- The procedures behind a number: exactly the rows of the indicator, with their dossiers of the period.
-- One row per procedure.
-- parameters: as_of date, from_day date, units varchar[]
select
    e.day,
    e.numerator,
    e.denominator,
    p.record_key as key,
    p.procedure_code as id,
    p.procedure_name as title,
    p.procedure_code,
    p.procedure_name,
    p.field,
    e.unit_id as unit,
    p.service_level,
    p.has_fee,
    p.has_online_payment,
    p.has_postal,
    p.received_count,
    p.online_count,
    p.paid_count,
    p.postal_count,
    p.import_id,
    i.file_name,
    p.row_no,
    p.as_of,
from {{ source }} e
join procedures_used($as_of, $from_day) p using (agency, record_key)
left join imports i on i.import_id = p.import_id
where e.day between $from_day and $as_of and ($units is null or list_contains($units, e.unit_id))
order by p.procedure_name
