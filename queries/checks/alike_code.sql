-- Dossiers whose codes differ only in capitals, blanks or dashes: one that is typed anew counts twice. One row per dossier
-- beside the first of its codes.
-- parameters: agency varchar
with coded as (
    select dossier_id, regexp_replace(upper(dossier_id), '[\s\p{Z}\p{Pd}−]', '', 'g') as letters
    from dossiers_current
    where agency = $agency
),
alike as (
    select letters from coded group by letters having count(*) > 1
)
select
    dossier_id as subject,
    'Hồ sơ “' || dossier_id || '” và “' || min(dossier_id) over same || '” chỉ khác nhau ở chữ hoa, dấu cách hoặc gạch nối, '
    || 'đang được tính là hai hồ sơ. Hãy kiểm tra có phải là một không.' as message,
from coded semi join alike using (letters)
window same as (partition by letters)
qualify dossier_id != min(dossier_id) over same
order by dossier_id
