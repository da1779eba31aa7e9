-- Sums of a dossier indicator per procedure. One row per procedure with any event.
-- parameters: as_of date, from_day date, units varchar[]
select
    d.procedure_code,
    d.procedure_name,
    any_value(d.field) as field,
    sum(e.numerator) as numerator,
    sum(e.denominator) as denominator,
    count(*) as entries,
from {{ source }} e
join dossiers_current d using (agency, record_key)
where e.day between $from_day and $as_of and ($units is null or list_contains($units, e.unit_id))
group by d.procedure_code, d.procedure_name
order by entries desc, d.procedure_name
