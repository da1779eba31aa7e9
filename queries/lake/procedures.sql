-- The procedures of an agency's list as they count now, as marts and lists read them. One row per procedure.
-- parameters: agency varchar
select * exclude (stood, unit_id)
from procedures_known()
where agency = $agency
order by record_key
