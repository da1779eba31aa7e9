-- What was imported, undone or brought back of an agency since a moment, the newest first. One row per act.
-- parameters: agency varchar, since timestamp, most integer
select audit.what, audit."at", audit.who, imports.import_id, imports.dataset, imports.file_name
from audit
join imports on imports.import_id::varchar = audit.subject and imports.agency = $agency
where audit.what in ('import', 'rollback', 'bring_back') and audit."at" > $since
order by audit."at" desc, audit.rowid desc
limit $most
