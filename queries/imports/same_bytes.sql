-- Active imports of the very same file in an agency. One row per import, the newest first.
-- parameters: agency varchar, sha256 varchar
select *
from imports
where agency = $agency and sha256 = $sha256 and status = 'active'
order by import_id desc
