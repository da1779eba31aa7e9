-- The folded spellings of units below an agency. One row per spelling.
select distinct alias_key
from known_spellings() spelled
inner join units using (unit_id)
where units.kind <> 'agency'
