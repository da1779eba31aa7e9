-- Takes out the units of an agency, to put them in anew. One row per unit.
-- parameters: agency varchar
delete from units where agency = $agency
