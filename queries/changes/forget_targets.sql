-- Takes out the targets of an agency, to put them in anew. One row per target.
-- parameters: agency varchar
delete from targets where agency = $agency
