-- Takes the daily sums of an agency out.
-- parameters: agency varchar
delete from daily_figures where agency = $agency
