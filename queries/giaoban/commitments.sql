-- Commitments of an agency as they stood on a day: what was written when a later as-of date was known is not there.
-- One row per commitment; a task of the nhắc việc export with the same document number that is finished closes it. State
-- on the day: ahead (of a meeting after it), done, dropped, overdue, due_soon (7 days), open. unit_id answers for it, on the
-- day or when it was closed; handed_from: the ended unit that it was given to, where another took over; left_on: the last
-- day of a unit whose open conclusion nobody has taken over. content: the whole sentence; task: it without its verb.
-- Asked later of that day (known_on after as_of) a conclusion that was written down afterwards stands as it was decided, one
-- that was done or dropped by the day as that; what was said of it since does not.
-- parameters: agency varchar, as_of date, unit varchar, known_on date
with changes as (
    select
        *,
        change_id = max(change_id) over (partition by commitment_id) as is_newest,
        change_id = min(change_id) over (partition by commitment_id) as is_first,
    from commitments
    where agency = $agency
),
newest as (
    select * from changes
    where coalesce(known_on <= $as_of, true)
        or known_on <= $known_on and (is_first or coalesce(closed_on <= $as_of, false))
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
        n.* exclude (status, closed_on, is_first),
        n.status = 'open' and coalesce(t.finished_on <= $as_of, false) as is_closed_by_task,
        if(is_closed_by_task, 'done', n.status) as status,
        coalesce(n.closed_on, if(is_closed_by_task, t.finished_on, null)) as closed_on,
    from newest n
    left join finished_tasks t on t.document_no = n.document_no
),
answering as (
    select
        c.* replace (coalesce(heir.to_unit, c.unit_id) as unit_id),
        if(heir.to_unit <> c.unit_id, c.unit_id, null) as handed_from,
        if(c.status = 'open' and heir.to_unit is null and ended.ended_on < $as_of, ended.ended_on, null) as left_on,
    from closed c
    left join ended_units ended on ended.unit_id = c.unit_id
    left join handed_work heir
        on heir.unit_id = c.unit_id
        and (heir.record_key is null or heir.dataset = 'commitments' and heir.record_key = c.commitment_id::varchar)
        and heir.from_day <= least(coalesce(c.closed_on, $as_of), $as_of)
    qualify row_number() over (
        partition by c.commitment_id order by heir.record_key is null, heir.from_day desc, heir.step desc
    ) = 1
)
select
    c.commitment_id, c.meeting_on, c.unit_id, u.name as unit_name, concat_ws(' ', c.verb, c.content) as content, c.due_on, c.indicator, c.document_no,
    c.status, c.note, c.evidence, c.closed_on, c.changed_at, c.changed_by, c.is_closed_by_task,
    c.is_newest, c.verb, c.content as task, c.wanted, c.handed_from, former.name as handed_from_name, c.left_on,
    case
        when c.meeting_on > $as_of then 'ahead'
        when c.status <> 'open' then c.status
        when c.due_on < $as_of then 'overdue'
        when c.due_on <= $as_of + 7 then 'due_soon'
        else 'open'
    end as state,
from answering c
left join units u on u.unit_id = c.unit_id
left join units former on former.unit_id = c.handed_from
where $unit is null or c.unit_id = $unit
order by state = 'overdue' desc, c.due_on nulls last, c.commitment_id
