-- The number of the next commitment, one row.
select coalesce(max(commitment_id), 0) + 1 as next from commitments
