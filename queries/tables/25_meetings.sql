-- The record of a meeting: one row per change, the newest of a meeting's day holds.
create table meeting_records (
    record_id bigint, agency varchar, meeting_on date,
    starts varchar, ends varchar,       -- HH:MM
    place varchar, chair varchar, secretary varchar, present varchar, agenda varchar,
    next_on date,
    fixed_upto bigint,                  -- the last change of a conclusion when the meeting was closed; null: it is open
    closed_at timestamp, closed_by varchar,
    changed_at timestamp, changed_by varchar,
    known_on date                       -- as of entries
);
