-- Agencies to choose from: those with imported data, and those that the home keeps. One row per agency, its own first.
select agency, name, short_name
from agencies
where agency in (select agency from imports where status = 'active')
   or agency = (select value from facts where name = 'agency')
   or list_contains(string_split((select value from facts where name = 'further_agencies'), ' '), agency)
order by agency <> (select value from facts where name = 'agency'), name
