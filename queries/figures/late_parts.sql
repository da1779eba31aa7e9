-- How many dossiers were handled and how many of them are late, by what figures/handled says that they fall under.
-- One row per value of it (null where the file does not say).
-- parameters: units varchar[]
select fell as key, count(*) as handled, count(*) filter (is_late) as late
from {{ source }} handled
left join known_spellings() spelling on spelling.agency = handled.agency and spelling.alias_key = handled.unit_key
where $units is null or list_contains($units, coalesce(spelling.unit_id, 'unknown'))
group by fell
