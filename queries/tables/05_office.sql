-- What the office enters on pages. Belongs to the page, survives a re-import, joined by key.

-- one row per entry; the newest per (agency, dataset, record_key, name) holds
create table entries (
    entry_id bigint,
    agency varchar,
    dataset varchar,            -- dossiers, tasks, petitions, plan_tasks, criteria
    record_key varchar,
    name varchar,               -- cause, note, promised_on, status, progress, remedy, evidence …
    value varchar,
    entered_at timestamp,
    entered_by varchar
);

-- answers given on the upload page, remembered per layout
create table layout_answers (
    layout_key varchar,
    answers json,               -- intake.layout.Answers as JSON
    answered_at timestamp,
    answered_by varchar
);

-- conclusions of a giao ban as commitments: one row per change, the newest change of a commitment holds
create table commitments (
    commitment_id bigint, change_id bigint,
    agency varchar, meeting_on date, unit_id varchar, content varchar, due_on date,
    indicator varchar,          -- the figure it is about, if any
    document_no varchar,        -- a task of the nhắc việc export that closes it
    status varchar,             -- open, done, dropped
    note varchar, evidence varchar, closed_on date,
    changed_at timestamp, changed_by varchar
);

-- decks that were kept, with the figures they showed; `choice` is topics, order, headlines and notes
create table decks (
    deck_id bigint, agency varchar, as_of date, title varchar, choice json, figures json,
    kept_at timestamp, kept_by varchar
);

-- who did what
create table audit (
    "at" timestamp, who varchar, what varchar, subject varchar, detail json
);
