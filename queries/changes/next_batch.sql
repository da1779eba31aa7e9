-- The number of the next batch of changes. One row.
select coalesce(max(batch_id), 0) + 1 as batch_id from changes
