-- The open dossiers of a source by their newest versions: how many there are, how many of them its last file held, how many
-- the file that is being looked at (`staged`: its keys, rejected rows included) does not show. One row.
-- `unit_keys`: as of is_of.
-- parameters: agency varchar, unit_filter varchar, unit_keys varchar[], as_of date, last_import bigint
with held as (
    select record_key from dossiers where import_id = $last_import
    union
    select record_key from import_rejects where import_id = $last_import
)
select
    count(*) as open,
    count(*) filter (known.record_key in (select record_key from held)) as held,
    count(*) filter (known.record_key not in (select record_key from staged)) as missing,
from dossiers_current known
join imports on imports.import_id = known.import_id
where
    known.agency = $agency
    and is_of($unit_filter, $unit_keys, imports.unit_filter, known.unit_key)
    and known.as_of <= $as_of
    and known.resolved_on is null
    and known.status not in ('new', 'refused')
