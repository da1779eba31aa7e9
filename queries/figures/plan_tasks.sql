-- Tasks of an agency's plans. One row per task, dropped ones ("đã bỏ") included. `title` and `printed_on` are title
-- block and as-of date of the file in which it came first (a dropped one: last), `first_as_of` the day from which on a file
-- of its plan speaks.
-- parameters: agency varchar, as_of date
with begun as (
    select r.plan, min(i.as_of) as first_as_of
    from plan_tasks r
    join imports i on i.import_id = r.import_id and i.agency = $agency and i.status in ('active', 'superseded')
    group by r.plan
)
select
    p.plan, p.section, p.section_name, p.no, p.record_key as key, p.task, p.product, p.schedule, p.lead_unit,
    p.support_units, p.official, p.assignment, p.status, p.finished_on, p.is_finished, p.is_dropped, p.done_until,
    p.starts_on, p.office_note, p.as_of, p.import_id, i.file_name, first.title, first.as_of as printed_on, p.row_no, b.first_as_of,
from plan_tasks_at($as_of) p
left join imports i on i.import_id = p.import_id
left join imports first on first.import_id = if(p.is_dropped, p.import_id, p.stood.import_id)
left join begun b on b.plan is not distinct from p.plan
where p.agency = $agency
order by p.plan, p.stood
