-- Petitions overdue on a day, or (with `soon`) due within some working days of it. One row per petition.
-- parameters: agency varchar, as_of date, soon integer, units varchar[]
select
    'petitions' as kind,
    p.petition_id as id,
    p.record_key as key,
    p.subject as title,
    p.unit_id as unit,
    p.official,
    p.due_on as due,
    p.first_due_on as first_due,
    p.days_late,
    p.days_left,
    p.received_on as received,
    p.remark as note,
    office.cause,
    office.promised_on,
    office.note as office_note,
    p.import_id,
    i.file_name,
    p.row_no,
    p.as_of,
from petitions_at($as_of) p
left join imports i on i.import_id = p.import_id
left join office_notes() office
    on office.agency = p.agency and office.dataset = 'petitions' and office.record_key = p.record_key
where
    p.agency = $agency
    and ($units is null or list_contains($units, p.unit_id))
    and case
        when $soon is null then p.is_overdue
        else p.is_open and p.due_on >= $as_of and p.days_left <= $soon
    end
order by p.days_late desc, p.due_on, p.petition_id
