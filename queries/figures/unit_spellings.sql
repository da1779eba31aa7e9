-- Which unit a folded spelling means. One row per spelling of an agency, the longest first.
-- parameters: agency varchar
select alias_key, unit_id
from known_spellings()
where agency = $agency
order by length(alias_key) desc, alias_key
