-- Name and place of an agency, one row.
-- parameters: agency varchar
select name, place
from agencies
where agency = $agency
