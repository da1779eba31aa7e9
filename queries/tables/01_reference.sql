-- Reference data: who and what the figures speak of. Loaded from data/reference/*.csv, edited on /quan-tri.

-- one row per agency (a sở or a ban)
create table agencies (
    agency varchar,             -- stp, sct, kktvp, stnmt
    name varchar,
    short_name varchar,
    place varchar               -- the province
);

-- one row per unit; a tree (agency › department › section) with validity
create table units (
    unit_id varchar,            -- code, unique in the whole home: stp, stp-vp, stp-hctp …; 'unknown' belongs to no agency
    agency varchar,
    name varchar,
    short_name varchar,         -- at most 16 characters
    parent_id varchar,          -- null for the agency itself
    kind varchar,               -- agency, leadership, department, center, section
    valid_from date,
    valid_to date,              -- last day, null = still there
    successor_id varchar,
    sort integer
);

-- one row per spelling; alias_key = vietnamese.fold(alias)
create table unit_aliases (
    agency varchar,
    alias_key varchar,
    alias varchar,
    unit_id varchar
);

-- one row per indicator
create table indicators (
    indicator varchar,
    name varchar,               -- Vietnamese, as the office says it
    short_name varchar,         -- at most 16 characters
    kind varchar,               -- rate, count, value
    numerator varchar,          -- Vietnamese words for what is counted
    denominator varchar,
    definition varchar,         -- one Vietnamese sentence, with the source of the rule
    dataset varchar,            -- where its records live: dossiers, tasks, petitions, measurements, service_index
    direction varchar,          -- up: more is better; down: less is better
    year_kind varchar,          -- cchc (15/12–14/12) or calendar
    day_basis varchar,          -- received, resolved, as_of, finished, answered, reported: which event dates it
    sort integer
);

-- one row per agency, year, indicator, kind and step
create table targets (
    agency varchar,
    year integer,
    indicator varchar,
    kind varchar,               -- target, bonus, penalty
    comparison varchar,         -- >=, >, <=, <, =
    value double,               -- rates as fractions
    due_date date,              -- by which day it holds
    source varchar              -- document and section
);

-- one row per criterion code and band: from which value on how many points
create table score_rules (
    agency varchar,
    year integer,
    code varchar,               -- criterion, e.g. I.5
    indicator varchar,          -- the figure that decides it
    method varchar,             -- steps, proportional
    comparison varchar,         -- >=, >, = (steps only)
    threshold double,
    points double,              -- points of the step; for proportional the factor (max points)
    source varchar
);

-- strict targets and owners of index components (PCI, PGI, PAPI) per agency and year
create table component_targets (
    agency varchar,
    "index" varchar,
    year integer,
    component varchar,
    weight double,              -- fraction
    comparison varchar,
    value double,
    unit_text varchar,          -- who is responsible, as printed
    source varchar
);

-- spellings of index components and places: fold(alias) -> name
create table name_aliases (
    kind varchar,               -- component, place, index, indicator
    scope varchar,              -- index name for components, else ''
    alias_key varchar,
    name varchar
);

-- one row per day 2000-01-01 … 2045-12-31
create table calendar (
    day date,
    is_working boolean,
    working_days integer,       -- number of working days up to and including this day
    note varchar                -- name of the holiday or of the swap
);

-- the data version and other single values of the home
create table facts (
    name varchar,               -- data_version, agency, demonstration, schema_version, created_at
    value varchar
);
