-- What the office entered about the records of a dataset up to a day (null: today), the newest value per record and name: one row per record and
-- name.
-- parameters: agency varchar, dataset varchar, as_of date
select record_key, name, value, entered_at, entered_by
from entries_known($as_of)
where agency = $agency and dataset = $dataset
order by record_key, name
