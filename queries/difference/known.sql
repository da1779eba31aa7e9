-- What is known now of the records of the file that is being looked at (`staged`), of a dataset without a history of its
-- own. One row per known record.
-- parameters: agency varchar
select known.*
from known_rows('{{ dataset }}') known
where known.agency = $agency and known.record_key in (select record_key from staged)
