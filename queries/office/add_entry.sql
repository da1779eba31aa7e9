-- Writes down what the office entered about a record, one row; the newest per record and name holds.
-- parameters: agency varchar, dataset varchar, record_key varchar, name varchar, value varchar, now timestamp, who varchar, known_on date
insert into entries
select coalesce(max(entry_id), 0) + 1, $agency, $dataset, $record_key, $name, $value, $now, $who, $known_on
from entries
