-- What is known now of the records of the file that is being looked at (`staged`), as the newest counting import has
-- them. One row per known record.
-- parameters: agency varchar
select known.*, imports.as_of
from {{ dataset }} known
join imports on imports.import_id = known.import_id and imports.agency = $agency and imports.status = 'active'
where known.record_key in (select record_key from staged)
qualify row_number() over (
    partition by known.record_key order by imports.as_of desc, imports.import_id desc, known.row_no desc
) = 1
