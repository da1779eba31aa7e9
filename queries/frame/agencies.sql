-- Agencies to choose from: those with imported data, and the home's own. One row per agency.
select agency, name, short_name
from agencies
where agency in (select agency from imports where status = 'active')
   or agency = (select value from facts where name = 'agency')
order by agency <> (select value from facts where name = 'agency'), name
