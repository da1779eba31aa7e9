-- Dossiers that other agencies lead and this one has a part in, as imported, and what is known of each now.
create table joint_dossiers (
    import_id bigint, row_no bigint, record_key varchar,
    dossier_id varchar, lead_agency varchar, procedure_name varchar, unit_text varchar, unit_key varchar, official varchar,
    received_on date, due_on date, answered_on date, note varchar
);

create table joint_dossiers_current (
    agency varchar, record_key varchar, import_id bigint, row_no bigint, as_of date, first_as_of date, versions integer,
    dossier_id varchar, lead_agency varchar, procedure_name varchar, unit_text varchar, unit_key varchar, official varchar,
    received_on date, due_on date, answered_on date, note varchar,
    first_due_on date
);
