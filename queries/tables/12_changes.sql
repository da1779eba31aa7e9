-- Changes of reference data on /quan-tri: each row before and after, so that every one can be shown and undone.

-- one row per changed row of a reference table; what one person saved at once is a batch
create table changes (
    batch_id bigint,
    "at" timestamp,             -- UTC
    who varchar,
    agency varchar,
    title varchar,              -- Vietnamese, what was done
    table_name varchar,
    row_key varchar,            -- the key's values as a JSON list
    before json,                -- null: the row is new
    after json,                 -- null: the row was removed
    undoes bigint               -- the batch that this one takes back
);

-- days that a decree made working days or days off; until the first change data/reference/holiday_overrides.csv holds
create table day_overrides (
    day date,
    is_working boolean,
    note varchar,
    source varchar
);

-- what an agency decided for its pages: the denominator shown first, groups left out
create table agency_settings (
    agency varchar,
    name varchar,
    value varchar,
    source varchar
);

-- findings of /doi-soat that somebody has looked at: the newest row per finding holds
create table seen_findings (
    agency varchar,
    code varchar,
    subject varchar,
    message varchar,            -- as it read then: a finding that changes is new again
    note varchar,
    is_seen boolean,
    "at" timestamp,
    who varchar
);
