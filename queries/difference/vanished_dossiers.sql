-- Open dossiers that the file being looked at (`staged`: its keys, rejected rows included) no longer shows.
-- One row per dossier.
-- parameters: agency varchar, as_of date
select record_key, dossier_id, procedure_name, unit_text, due_at::date as due_on, as_of
from dossiers_current
where
    agency = $agency
    and as_of < $as_of
    and resolved_on is null
    and status not in ('new', 'refused')
    and record_key not in (select record_key from staged)
order by record_key
