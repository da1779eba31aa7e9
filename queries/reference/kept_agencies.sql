-- The agencies that the home keeps: its own, and those that were added. One row per agency, its own first.
select agency, name, short_name
from agencies
where
    agency = (select value from facts where name = 'agency')
    or list_contains(string_split((select value from facts where name = 'further_agencies'), ' '), agency)
order by agency <> (select value from facts where name = 'agency'), name
