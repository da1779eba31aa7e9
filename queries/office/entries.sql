-- What the office entered about the records of a dataset, the newest value per record and name: one row per record and
-- name.
-- parameters: agency varchar, dataset varchar
select record_key, name, value, entered_at, entered_by
from entries_known()
where agency = $agency and dataset = $dataset
order by record_key, name
