-- Is the code taken, by any agency? One row.
-- parameters: unit_id varchar
select count(*) > 0 as taken from units where unit_id = $unit_id
