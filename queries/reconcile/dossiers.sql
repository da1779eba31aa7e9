-- Dossiers behind findings, and where each was last printed. One row per dossier.
-- parameters: agency varchar, ids varchar[]
select
    d.dossier_id as subject,
    d.procedure_name,
    coalesce(spelling.unit_id, 'unknown') as unit_id,
    coalesce(u.short_name, u.name, 'Chưa xác định') as unit_name,
    d.official,
    d.received_at::date as received_on,
    d.due_at::date as due_on,
    d.first_due_on,
    d.resolved_on,
    d.status,
    d.pause_reason,
    d.pause_document,
    d.pause_told_on,
    i.file_name,
    d.row_no,
    d.import_id,
from dossiers_current d
left join known_spellings() spelling on spelling.agency = d.agency and spelling.alias_key = d.unit_key
left join units u on u.unit_id = spelling.unit_id
left join imports i on i.import_id = d.import_id
where d.agency = $agency and list_contains($ids, d.dossier_id)
