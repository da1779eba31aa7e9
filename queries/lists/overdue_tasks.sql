-- Tasks of the province overdue on a day, or (with `soon`) due within some working days of it. One row per task.
-- parameters: agency varchar, as_of date, soon integer, units varchar[]
select
    'tasks' as kind,
    t.document_no as id,
    t.record_key as key,
    t.content as title,
    t.unit_id as unit,
    t.official,
    t.due_on as due,
    t.first_due_on as first_due,
    t.days_late,
    t.days_left,
    t.assigned_on as received,
    t.status,
    t.is_extended,
    null::varchar as note,
    office.cause,
    office.promised_on,
    office.note as office_note,
    t.import_id,
    i.file_name,
    t.row_no,
    t.as_of,
from tasks_at($as_of) t
left join imports i on i.import_id = t.import_id
left join office_notes() office
    on office.agency = t.agency and office.dataset = 'tasks' and office.record_key = t.record_key
where
    t.agency = $agency
    and ($units is null or list_contains($units, t.unit_id))
    and case
        when $soon is null then t.is_overdue
        else t.is_open and t.due_on >= $as_of and t.days_left <= $soon
    end
order by t.days_late desc, t.due_on, t.document_no
