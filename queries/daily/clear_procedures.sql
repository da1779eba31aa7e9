-- Takes the daily sums of procedures of an agency out.
-- parameters: agency varchar
delete from daily_procedures where agency = $agency
