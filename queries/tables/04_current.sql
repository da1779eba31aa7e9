-- What is known now: one row per record, merged from its versions (shared contract, "Versions and the as-of date").
-- Rebuilt for the touched keys in the transaction of each import and roll-back; never edited.

create table dossiers_current (
    agency varchar, record_key varchar,
    import_id bigint,           -- newest counting import that has it
    row_no bigint,
    as_of date,                 -- as-of date of that import
    first_as_of date,           -- as-of date of its first version
    versions integer,
    dossier_id varchar, procedure_code varchar, procedure_name varchar, field varchar,
    unit_text varchar, unit_key varchar, official varchar, channel varchar,
    submitted_at timestamp, received_at timestamp, due_at timestamp, finished_at timestamp, returned_at timestamp,
    status varchar, pause_reason varchar, supplement_count bigint,
    has_e_result boolean, is_digitised boolean, is_reused boolean, has_fee boolean, is_paid_online boolean,
    is_interagency boolean, has_postal_result boolean, has_apology boolean, exclusion_group varchar, note varchar,
    resolved_on date,           -- finished_at, or for withdrawn without a date the as_of of the first version that shows it
    first_due_on date,          -- first due date by the rule of the contract
    is_due_moved boolean        -- a later due date that did not replace the first
);

create table tasks_current (
    agency varchar, record_key varchar, import_id bigint, row_no bigint, as_of date, first_as_of date, versions integer,
    document_no varchar, content varchar, unit_text varchar, unit_key varchar, official varchar,
    assigned_on date, due_on date, finished_on date, is_extended boolean, status varchar,
    first_due_on date
);

create table petitions_current (
    agency varchar, record_key varchar, import_id bigint, row_no bigint, as_of date, first_as_of date, versions integer,
    petition_id varchar, kind varchar, subject varchar, received_on date, due_on date, answered_on date,
    answer_no varchar, unit_text varchar, unit_key varchar, remark varchar, satisfaction varchar,
    first_due_on date
);
