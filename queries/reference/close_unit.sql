-- Ends a unit after its last day. One row.
-- parameters: unit_id varchar, valid_to date, successor_id varchar
update units set valid_to = $valid_to, successor_id = coalesce($successor_id, successor_id)
where unit_id = $unit_id
