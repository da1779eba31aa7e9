-- Which unit a folded spelling means. One row per spelling of an agency.
-- parameters: agency varchar
select alias_key, unit_id
from known_spellings()
where agency = $agency
