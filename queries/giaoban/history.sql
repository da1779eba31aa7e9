-- Every change of one commitment that was known on a day, one row per change, the oldest first; is_corrected: what was
-- decided is another one, after the meeting was closed (as in concluded.sql).
-- parameters: commitment_id bigint, as_of date
with changes as (
    select *, row(verb, content, unit_id, due_on, indicator, wanted) as decided
    from commitments
    where commitment_id = $commitment_id and coalesce(known_on <= $as_of, true)
),
closing as (
    select agency, meeting_on, max_by(fixed_upto, record_id) as upto
    from meeting_records
    where coalesce(known_on <= $as_of, true)
    group by all
)
select
    changed_at, changed_by, status, due_on, concat_ws(' ', verb, content) as content, note, evidence, closed_on, known_on,
    coalesce(change_id > upto, false) and decided is distinct from lag(decided) over (order by change_id) as is_corrected,
from changes
left join closing using (agency, meeting_on)
order by change_id
