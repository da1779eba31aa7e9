-- Codes of units that an agency may not take: those of the others. One row per unit.
-- parameters: agency varchar
select agency, unit_id from units where agency is distinct from $agency
