-- What the program gave this home, so that a newer one knows what the office changed; and what an upgrade changed.

-- one row per row of data/reference as this home got it
create table shipped_rows (
    table_name varchar,
    row_key varchar,            -- the key's values as a JSON list
    digest varchar              -- of the row as it was shipped
);

-- one row per figure that an upgrade changed
create table upgraded_figures (
    "at" timestamp,             -- UTC
    program varchar,            -- the version that changed it
    agency varchar,
    as_of date,                 -- the day for which both were counted
    indicator varchar,
    what varchar,               -- value, target
    before double,
    after double
);
