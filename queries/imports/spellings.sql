-- The spellings of units that an agency knows. One row per spelling (folded).
-- parameters: agency varchar
select distinct alias_key from unit_aliases where agency = $agency
