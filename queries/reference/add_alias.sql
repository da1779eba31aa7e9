-- Teaches a spelling of a unit. One row.
-- parameters: agency varchar, alias_key varchar, alias varchar, unit_id varchar
insert into unit_aliases (agency, alias_key, alias, unit_id) values ($agency, $alias_key, $alias, $unit_id)
