-- The tasks behind a number: exactly the rows of the indicator. One row per task.
-- The dataset's own field names stand beside those that all lists share.
-- parameters: as_of date, units varchar[]
select
    e.day,
    e.numerator,
    e.denominator,
    t.record_key as key,
    t.document_no as id,
    t.document_no,
    t.content as title,
    t.content,
    t.unit_id as unit,
    t.unit_text,
    t.official,
    t.assigned_on as received,
    t.due_on as due,
    t.first_due_on as first_due,
    t.finished_on as finished,
    t.assigned_on,
    t.due_on,
    t.finished_on,
    t.is_extended,
    t.status,
    t.is_late,
    t.is_overdue,
    t.days_late,
    office.cause as office_cause,
    office.promised_on as office_promised_on,
    office.note as office_note,
    t.import_id,
    i.file_name,
    t.row_no,
    t.as_of,
from {{ source }} e
join tasks_at($as_of) t using (agency, record_key)
left join imports i on i.import_id = t.import_id
left join office_notes() office on office.agency = e.agency and office.dataset = 'tasks' and office.record_key = e.record_key
where $units is null or list_contains($units, t.unit_id)
order by e.day, t.document_no
