-- What was put away of the list of what has to be looked at: one row per finding and act, the newest of a finding holds.
create table put_away (
    agency varchar,
    finding varchar,            -- its key: what it is about / unit / kind
    sign integer,               -- the way it went then; it is shown again where it goes another way
    said varchar,               -- what it said
    reason varchar,             -- null: shown again
    since date,                 -- the day that was looked at: earlier views show it
    until date,                 -- the end of its month: later views show it
    "at" timestamp,             -- UTC
    who varchar
);
