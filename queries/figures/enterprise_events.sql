-- Events with enterprises up to a day: since a day, or of the year in which each counts. One row per event, the newest first.
-- parameters: agency varchar, date_from date, date_to date, units varchar[], year integer
select
    e.record_key as key, e.kind, e.held_on, e.subject, e.enterprise, e.unit_id as unit, u.name as unit_name, e.document_no,
    e.answers, e.satisfied, e.note, e.of_year, e.turn, i.file_name, e.row_no,
from enterprise_events_known() e
left join units u on u.unit_id = e.unit_id
left join imports i on i.import_id = e.import_id
where
    e.agency = $agency and e.held_on <= $date_to
    and case when $date_from is null then e.of_year = $year else e.held_on >= $date_from end
    and ($units is null or list_contains($units, e.unit_id))
order by e.held_on desc, e.kind, e.subject, e.enterprise, key
