-- What an agency decided for its pages. One row per decision.
-- parameters: agency varchar
select name, value, source from agency_settings where agency = $agency
order by name
