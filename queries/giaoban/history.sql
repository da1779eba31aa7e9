-- Every change of one commitment, one row per change, the oldest first.
-- parameters: commitment_id bigint
select changed_at, changed_by, status, due_on, content, note, evidence, closed_on
from commitments
where commitment_id = $commitment_id
order by change_id
