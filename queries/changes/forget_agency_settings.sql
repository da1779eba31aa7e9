-- Takes out an agency's decisions, to put them in anew. One row per decision.
-- parameters: agency varchar
delete from agency_settings where agency = $agency
