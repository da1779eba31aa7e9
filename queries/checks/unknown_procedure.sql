-- Procedures of dossiers that the published list does not have. One row per procedure; nothing without a list.
-- parameters: agency varchar
select
    coalesce(procedure_code, procedure_name) as subject,
    'Thủ tục “' || min(procedure_name) || '” có ' || count(*)
    || ' hồ sơ nhưng không có trong danh mục TTHC công bố. Hãy cập nhật danh mục.' as message,
from dossier_facts
where
    agency = $agency
    and procedure_key is null
    and exists (select 1 from procedures_known() where agency = $agency)
group by coalesce(procedure_code, procedure_name)
order by subject
