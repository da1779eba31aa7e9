-- What a meeting concluded, as far as it was known on a day: one row per conclusion, in the order in which they were
-- written. Of a closed meeting as it stood then; is_added: written down afterwards; corrected_at, corrected_by: who
-- changed last what was decided since, and what it is now (now_content, now_unit_name, now_due_on).
-- parameters: agency varchar, meeting_on date, as_of date, unit varchar
with changes as (
    select
        *,
        concat_ws(' ', verb, content) as said,
        row(verb, content, unit_id, due_on, indicator, wanted) as decided,
        min(change_id) over of_one as first_change,
        max(change_id) over of_one as last_change,
        lag(decided) over (partition by commitment_id order by change_id) as before,
    from commitments
    where agency = $agency and meeting_on = $meeting_on and coalesce(known_on <= $as_of, true)
    window of_one as (partition by commitment_id)
),
closing as (
    select max_by(fixed_upto, record_id) as upto
    from meeting_records
    where agency = $agency and meeting_on = $meeting_on and coalesce(known_on <= $as_of, true)
),
fixed as (
    select c.*, coalesce(c.first_change > f.upto, false) as is_added
    from changes c cross join closing f
    where c.change_id <= greatest(coalesce(f.upto, c.last_change), c.first_change)
    qualify row_number() over (partition by c.commitment_id order by c.change_id desc) = 1
),
corrected as (
    select n.commitment_id, n.changed_at, n.changed_by, l.said, l.unit_id, l.due_on, l.decided
    from changes n
    join fixed f on f.commitment_id = n.commitment_id and n.change_id > f.change_id and n.decided <> n.before
    join changes l on l.commitment_id = n.commitment_id and l.change_id = l.last_change
    qualify row_number() over (partition by n.commitment_id order by n.change_id desc) = 1
)
select
    f.commitment_id, f.unit_id, u.name as unit_name, f.said as content, f.verb, f.due_on, f.indicator, f.wanted, f.is_added,
    f.changed_at, f.changed_by, c.changed_at as corrected_at, c.changed_by as corrected_by, c.said as now_content,
    now_u.name as now_unit_name, c.due_on as now_due_on,
from fixed f
left join corrected c on c.commitment_id = f.commitment_id and c.decided <> f.decided
left join units u on u.unit_id = f.unit_id
left join units now_u on now_u.unit_id = c.unit_id
where $unit is null or f.unit_id = $unit
order by f.commitment_id
