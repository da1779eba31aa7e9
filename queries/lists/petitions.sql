-- The petitions behind a number: exactly the rows of the indicator. One row per petition.
-- The dataset's own field names stand beside those that all lists share.
-- parameters: as_of date, units varchar[]
select
    e.day,
    e.numerator,
    e.denominator,
    p.record_key as key,
    p.petition_id as id,
    p.petition_id,
    p.subject as title,
    p.kind as petition_kind,
    p.unit_id as unit,
    p.unit_text,
    p.received_on as received,
    p.due_on as due,
    p.first_due_on as first_due,
    p.answered_on as finished,
    p.received_on,
    p.due_on,
    p.answered_on,
    p.answer_no,
    p.satisfaction,
    p.remark,
    p.is_late,
    p.is_overdue,
    p.days_late,
    office.cause as office_cause,
    office.promised_on as office_promised_on,
    office.note as office_note,
    p.import_id,
    i.file_name,
    p.row_no,
    p.as_of,
from {{ source }} e
join petitions_at($as_of) p using (agency, record_key)
left join imports i on i.import_id = p.import_id
left join office_notes() office
    on office.agency = e.agency and office.dataset = 'petitions' and office.record_key = e.record_key
where $units is null or list_contains($units, p.unit_id)
order by e.day, p.petition_id
