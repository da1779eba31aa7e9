-- The procedures behind a number: exactly the rows of the indicator, with their dossiers of the period.
-- One row per procedure.
-- parameters: agencies varchar[], as_of date, date_from date, units varchar[]
with used as (
    select
        agency,
        procedure_key,
        count(*) as received_count,
        count(*) filter (is_online = 1) as online_count,
        count(*) filter (is_paid_online = 1) as paid_count,
        count(*) filter (is_by_post = 1) as postal_count,
    from dossier_facts
    where agency in $agencies and received_on between $date_from and $as_of
    group by agency, procedure_key
)
select
    e.day,
    e.numerator,
    e.denominator,
    p.record_key as key,
    p.{{ whose }},
    p.procedure_code as id,
    p.procedure_name as title,
    p.procedure_code,
    p.procedure_name,
    p.field,
    coalesce(spelling.unit_id, 'unknown') as unit,
    coalesce(u.name, spelling.unit_id, 'Chưa xác định') as unit_name,
    p.service_level,
    p.has_fee,
    p.has_online_payment,
    p.has_postal,
    used.received_count,
    used.online_count,
    used.paid_count,
    used.postal_count,
    p.import_id,
    i.file_name,
    p.row_no,
    p.as_of,
from {{ source }} e
join procedures_known() p on p.agency = e.agency and p.record_key = e.record_key
join used on used.agency = e.agency and used.procedure_key = e.record_key
left join known_spellings() spelling on spelling.agency = e.agency and spelling.alias_key = e.unit_key
left join units u on u.unit_id = spelling.unit_id
left join imports i on i.import_id = p.import_id
where $units is null or list_contains($units, coalesce(spelling.unit_id, 'unknown'))
