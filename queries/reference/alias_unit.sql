-- The unit that a spelling means. At most one row.
-- parameters: agency varchar, alias_key varchar
select min(unit_id) as unit_id from unit_aliases where agency = $agency and alias_key = $alias_key
