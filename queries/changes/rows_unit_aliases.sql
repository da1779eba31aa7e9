-- Taught spellings of an agency's units. One row per spelling.
-- parameters: agency varchar
select alias_key, alias, unit_id from unit_aliases where agency = $agency
order by unit_id, alias_key
