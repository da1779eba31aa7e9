-- Dialogues with enterprises, inspections of them, survey rounds (a row per question and unit), as imported.
create table enterprise_events (
    import_id bigint, row_no bigint, record_key varchar,
    kind varchar,               -- dialogue, inspection, survey
    held_on date, subject varchar, enterprise varchar, unit_text varchar, unit_key varchar, document_no varchar,
    answers bigint, satisfied bigint, note varchar
);
