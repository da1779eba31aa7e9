-- The ten datasets as imported: every row of every import (a version), never changed afterwards.
-- import_id and row_no lead back to file and Excel row. unit_text is the spelling found, unit_key = fold(unit_text).

create table dossiers (
    import_id bigint, row_no bigint, record_key varchar,
    dossier_id varchar, procedure_code varchar, procedure_name varchar, field varchar,
    unit_text varchar, unit_key varchar, official varchar,
    channel varchar,            -- online, counter, postal
    submitted_at timestamp, received_at timestamp, due_at timestamp, finished_at timestamp, returned_at timestamp,
    status varchar,             -- new received refused processing supplement fee withdrawn stopped done handed_over
    pause_reason varchar, supplement_count bigint,
    has_e_result boolean, is_digitised boolean, is_reused boolean, has_fee boolean, is_paid_online boolean,
    is_interagency boolean, has_postal_result boolean, has_apology boolean,
    exclusion_group varchar,    -- foreigner, authorised
    note varchar
);

create table tasks (
    import_id bigint, row_no bigint, record_key varchar,
    document_no varchar, content varchar, unit_text varchar, unit_key varchar, official varchar,
    assigned_on date, due_on date, finished_on date, is_extended boolean, status varchar
);

create table petitions (
    import_id bigint, row_no bigint, record_key varchar,
    petition_id varchar,
    kind varchar,               -- procedure, socio_economic, enterprise
    subject varchar, received_on date, due_on date, answered_on date, answer_no varchar,
    unit_text varchar, unit_key varchar, remark varchar,
    satisfaction varchar        -- satisfied, accepted, unsatisfied
);

create table procedures (
    import_id bigint, row_no bigint, record_key varchar,
    procedure_code varchar, procedure_name varchar, field varchar, unit_text varchar, unit_key varchar,
    service_level varchar,      -- full, partial, none
    has_fee boolean, has_online_payment boolean, has_postal boolean, gives_paper_result boolean,
    statutory_days double
);

create table criteria (
    import_id bigint, row_no bigint, record_key varchar,
    year integer, code varchar, name varchar, max_points double, self_points double, appraised_points double,
    numerator double, denominator double, cause varchar, remedy varchar,
    unit_text varchar, unit_key varchar, deadline varchar
);

create table index_scores (
    import_id bigint, row_no bigint, record_key varchar,
    "index" varchar,            -- CCHC, PAR INDEX, SIPAS, PAPI, PCI, PGI, PACA, DDCI …
    component varchar,          -- null = the total
    year integer, place varchar, score double, max_score double, weight double, target double,
    rank integer, rank_of integer, rating varchar, source varchar
);

create table plan_tasks (
    import_id bigint, row_no bigint, record_key varchar,
    plan varchar, section varchar, no varchar, task varchar, product varchar, schedule varchar,
    lead_unit varchar, support_units varchar, assignment varchar, status varchar, finished_on date
);

create table measurements (
    import_id bigint, row_no bigint, record_key varchar,
    indicator varchar, date date, unit_text varchar, unit_key varchar,
    numerator double, denominator double, value double
);

create table field_report (
    import_id bigint, row_no bigint, record_key varchar,
    no varchar, field varchar,
    received_total bigint, received_online bigint, received_direct bigint, carried_over bigint,
    resolved_total bigint, resolved_early bigint, resolved_on_time bigint, resolved_late bigint,
    open_total bigint, open_in_time bigint, open_overdue bigint
);

create table service_index (
    import_id bigint, row_no bigint, record_key varchar,
    month date,                 -- first day of the month
    component varchar, score double, max_score double
);
