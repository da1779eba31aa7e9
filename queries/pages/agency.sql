-- One agency: its names and the province that it belongs to. One row.
-- parameters: agency varchar
select agency, name, short_name, place
from agencies
where agency = $agency
