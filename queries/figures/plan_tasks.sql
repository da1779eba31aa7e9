-- Tasks of an agency's plans. One row per task, dropped ones ("đã bỏ") included.
-- parameters: agency varchar, as_of date
select
    p.plan, p.section, p.no, p.record_key as key, p.task, p.product, p.schedule, p.lead_unit, p.support_units,
    p.assignment, p.status, p.finished_on, p.is_finished, p.is_dropped, p.done_until, p.starts_on, p.office_note,
    p.as_of, p.import_id, i.file_name, p.row_no,
from plan_tasks_at($as_of) p
left join imports i on i.import_id = p.import_id
where p.agency = $agency
order by p.plan, p.import_id, p.row_no
