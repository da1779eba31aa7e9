-- The dossiers behind a number: exactly the rows of the indicator, with what the export says of each.
-- One row per dossier. `office_*` is what the office entered on pages.
-- The dataset's own field names stand beside those that all lists share.
-- parameters: as_of date, units varchar[]
select
    e.day,
    e.numerator,
    e.denominator,
    d.record_key as key,
    d.dossier_id as id,
    d.dossier_id,
    d.procedure_code,
    d.procedure_name,
    d.procedure_name as title,
    d.field,
    d.unit_id as unit,
    d.unit_text,
    d.official,
    d.channel,
    d.submitted_at,
    d.received_at,
    d.due_at,
    d.finished_at,
    d.received_at::date as received,
    d.due_on as due,
    d.first_due_on as first_due,
    d.resolved_on as finished,
    d.status,
    d.pause_reason,
    d.supplement_count,
    d.has_e_result,
    d.is_digitised,
    d.is_reused,
    d.has_fee,
    d.is_paid_online,
    d.is_interagency,
    d.has_apology,
    d.exclusion_group,
    d.is_resolved,
    d.is_late,
    d.is_overdue,
    d.days_late,
    d.first_days_late,
    d.note,
    office.cause as office_cause,
    office.promised_on as office_promised_on,
    office.note as office_note,
    d.import_id,
    i.file_name,
    d.row_no,
    d.as_of,
from {{ source }} e
join dossiers_at($as_of) d using (agency, record_key)
left join imports i on i.import_id = d.import_id
left join office_notes() office on office.agency = e.agency and office.dataset = 'dossiers' and office.record_key = e.record_key
where $units is null or list_contains($units, d.unit_id)
order by e.day, d.dossier_id
