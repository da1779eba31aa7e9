-- What was imported, undone or brought back of their agency between the first and the last of some imports, which are not
-- told again. One row per act, in their order.
-- parameters: own varchar[]
with span as (
    select min("at") as first_at, max("at") as last_at
    from audit
    where what = 'import' and list_contains($own, subject)
)
select audit.what, audit.subject, audit.who, imports.file_name
from audit
cross join span
join imports on imports.import_id::varchar = audit.subject
where
    imports.agency in (select agency from imports where list_contains($own, import_id::varchar))
    and audit."at" between span.first_at and span.last_at
    and audit.what in ('import', 'rollback', 'bring_back')
    and not (audit.what = 'import' and list_contains($own, audit.subject))
order by audit."at"
