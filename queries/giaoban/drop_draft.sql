-- Takes out what an account has of the deck of a day, before it is written anew: its one row.
-- parameters: agency varchar, unit varchar, as_of date, who varchar
delete from deck_drafts
where agency = $agency and unit = $unit and as_of = $as_of and who = $who
