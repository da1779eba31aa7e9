-- Units that people who import asked for: one row per request or refusal, the newest of a spelling holds. What was
-- granted is a unit by then.
create table unit_requests (
    agency varchar,
    alias_key varchar,
    name varchar,               -- as the file prints it
    file_name varchar,          -- the files that were on the desk; null: a refusal
    is_refused boolean,
    reason varchar,
    "at" timestamp,             -- UTC
    who varchar
);
