-- Writes what an account has of the deck of a day, one row.
-- parameters: agency varchar, unit varchar, as_of date, who varchar, choice varchar, now timestamp
insert into deck_drafts
select $agency, $unit, $as_of, $who, $choice::json, $now
