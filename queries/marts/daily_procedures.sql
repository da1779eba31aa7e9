-- The daily sums of procedures with the procedure of the published list that is meant: by code, else by name.
-- One row per row of daily_procedures whose procedure the list has.
create or replace macro daily_procedures_known() as table
with printed as (
    select distinct agency, procedure_code, procedure_name from daily_procedures
),
meant as (
    select
        printed.*,
        coalesce(by_code.record_key, by_name.record_key) as procedure_key,
        coalesce(by_code.has_postal, by_name.has_postal) as procedure_has_postal,
    from printed
    left join procedures_known() by_code
        on by_code.agency = printed.agency and by_code.procedure_code = printed.procedure_code
    left join procedures_by_name() by_name
        on by_name.agency = printed.agency and by_name.name_key = name_key(printed.procedure_name)
)
select
    d.*,
    coalesce(spelling.unit_id, 'unknown') as unit_id,
    meant.procedure_key,
    meant.procedure_has_postal,
from daily_procedures d
join meant using (agency, procedure_code, procedure_name)
left join known_spellings() spelling on spelling.agency = d.agency and spelling.alias_key = d.unit_key
where meant.procedure_key is not null;
