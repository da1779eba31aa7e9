-- The decks that are being made: of each account the newest up to a day, one row each, the last changed first.
-- parameters: agency varchar, unit varchar, as_of date
select who, as_of, choice::varchar as choice, "at"
from deck_drafts
where agency = $agency and unit = $unit and as_of <= $as_of
qualify row_number() over (partition by who order by as_of desc) = 1
order by "at" desc, who
