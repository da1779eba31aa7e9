-- Takes out the spellings of an agency, to put them in anew. One row per spelling.
-- parameters: agency varchar
delete from unit_aliases where agency = $agency
