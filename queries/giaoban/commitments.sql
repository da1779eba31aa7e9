-- Commitments of an agency as they stood on a day: what was written when a later as-of date was known is not there.
-- One row per commitment; a task of the nhắc việc export with the same document number that is finished closes it. State
-- on the day: ahead (of a meeting after it), done, dropped, overdue, due_soon (7 days), open.
-- parameters: agency varchar, as_of date, unit varchar
with changes as (
    select *, change_id = max(change_id) over (partition by commitment_id) as is_newest
    from commitments
    where agency = $agency
),
newest as (
    select * from changes
    where coalesce(known_on <= $as_of, true)
    qualify row_number() over (partition by commitment_id order by change_id desc) = 1
),
finished_tasks as (
    select document_no, max(finished_on) as finished_on
    from tasks_current
    where agency = $agency and document_no is not null
    group by document_no
    having bool_and(finished_on is not null)
),
closed as (
    select
        n.* exclude (status, closed_on),
        n.status = 'open' and coalesce(t.finished_on <= $as_of, false) as is_closed_by_task,
        if(is_closed_by_task, 'done', n.status) as status,
        coalesce(n.closed_on, if(is_closed_by_task, t.finished_on, null)) as closed_on,
    from newest n
    left join finished_tasks t on t.document_no = n.document_no
)
select
    c.commitment_id, c.meeting_on, c.unit_id, u.name as unit_name, c.content, c.due_on, c.indicator, c.document_no,
    c.status, c.note, c.evidence, c.closed_on, c.changed_at, c.changed_by, c.is_closed_by_task,
    c.is_newest,
    case
        when c.meeting_on > $as_of then 'ahead'
        when c.status <> 'open' then c.status
        when c.due_on < $as_of then 'overdue'
        when c.due_on <= $as_of + 7 then 'due_soon'
        else 'open'
    end as state,
from closed c
left join units u on u.unit_id = c.unit_id
where $unit is null or c.unit_id = $unit
order by state = 'overdue' desc, c.due_on nulls last, c.commitment_id
