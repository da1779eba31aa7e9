-- Writes what an account has of the deck of a day, its one row.
-- parameters: agency varchar, unit varchar, as_of date, who varchar, choice varchar, now timestamp
merge into deck_drafts
using (select $agency as agency, $unit as unit, $as_of as as_of, $who as who) as said using (agency, unit, as_of, who)
when matched then update set choice = $choice::json, "at" = $now
when not matched then insert values ($agency, $unit, $as_of, $who, $choice::json, $now)
