-- The newest as-of date of an agency's dataset among the imports that count. One row, null for none.
-- parameters: agency varchar, dataset varchar
select max(as_of) as as_of from imports where agency = $agency and dataset = $dataset and status = 'active'
