-- Takes out the rules of points of an agency, to put them in anew. One row per rule.
-- parameters: agency varchar
delete from score_rules where agency = $agency
