-- Dossiers overdue on a day, or (with `soon`) due within some working days of it. One row per dossier, the latest last due first.
-- parameters: agency varchar, as_of date, soon integer, units varchar[]
select
    'dossiers' as kind,
    d.dossier_id as id,
    d.record_key as key,
    d.procedure_name as title,
    d.unit_id as unit,
    d.official,
    d.due_on as due,
    d.first_due_on as first_due,
    d.days_late,
    d.days_left,
    d.first_days_late,
    d.received_at::date as received,
    d.channel,
    d.status,
    d.field,
    d.procedure_code,
    d.is_due_moved,
    d.has_apology,
    d.note,
    office.cause,
    office.promised_on,
    office.note as office_note,
    d.import_id,
    i.file_name,
    d.row_no,
    d.as_of,
from dossiers_at($as_of) d
left join imports i on i.import_id = d.import_id
left join office_notes() office
    on office.agency = d.agency and office.dataset = 'dossiers' and office.record_key = d.record_key
where
    d.agency = $agency
    and ($units is null or list_contains($units, d.unit_id))
    and case
        when $soon is null then d.is_overdue
        else d.is_open and not d.is_paused and d.due_on >= $as_of and d.days_left <= $soon
    end
order by d.days_late desc, d.due_on, d.dossier_id
