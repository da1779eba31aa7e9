-- Points of the CCHC index of the units below an agency, as imported: of a criterion, or (criterion null) of a whole unit.
create table unit_scores (
    import_id bigint, row_no bigint, record_key varchar,
    year integer, unit_text varchar, unit_key varchar, criterion varchar, name varchar,
    max_points double, self_points double, appraised_points double, note varchar
);
