-- Every change of one commitment that was known on a day, one row per change, the oldest first.
-- parameters: commitment_id bigint, as_of date
select changed_at, changed_by, status, due_on, concat_ws(' ', verb, content) as content, note, evidence, closed_on, known_on
from commitments
where commitment_id = $commitment_id and coalesce(known_on <= $as_of, true)
order by change_id
