-- Of the dossiers handled those that are late and fall under one value ('' where the file does not say). One row per dossier.
-- parameters: key varchar
select *
from {{ source }}
where is_late and coalesce(fell, '') = $key
