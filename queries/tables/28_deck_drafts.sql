-- What each account has of a giao ban deck as it is being made: one row per agency, unit, day looked at and account.
create table deck_drafts (
    agency varchar,
    unit varchar,               -- '': the deck of the whole agency
    as_of date,
    who varchar,
    choice json,                -- topics in order, words over proposals with what they were written over, own slides
    "at" timestamp              -- UTC, of the last change
);
