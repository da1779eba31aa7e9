-- Everything that was ever entered about one record, one row per entry, the newest first.
-- parameters: agency varchar, dataset varchar, record_key varchar
select name, value, entered_at, entered_by
from entries
where agency = $agency and dataset = $dataset and record_key = $record_key
order by entry_id desc
