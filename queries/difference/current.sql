-- What is known now of the records of the file that is being looked at (`staged`), merged from their versions. One row
-- per known record.
-- parameters: agency varchar
select known.*
from {{ dataset }}_current known
where known.agency = $agency and known.record_key in (select record_key from staged)
