-- Procedures of the published list by their names. One row per agency and name: the first of two with one name.
create or replace macro procedures_by_name() as table
select *
from procedures_known()
qualify row_number() over (partition by agency, name_key order by procedure_code) = 1;

-- Dossiers with the procedure of the published list that they belong to: by code, else by name.
-- One row per dossier; the procedure's columns are null where the list does not have it.
create or replace macro dossiers_by_procedure(at_day) as table
select
    d.*,
    coalesce(by_code.record_key, by_name.record_key) as procedure_key,
    coalesce(by_code.has_postal, by_name.has_postal) as procedure_has_postal,
    coalesce(by_code.service_level, by_name.service_level) as service_level,
    coalesce(by_code.has_fee, by_name.has_fee) as procedure_has_fee,
from dossier_states_at(at_day) d
left join procedures_known() by_code
    on by_code.agency = d.agency and by_code.procedure_code = d.procedure_code
left join procedures_by_name() by_name
    on by_name.agency = d.agency
    and by_name.name_key = case when by_code.record_key is null then name_key(d.procedure_name) end;

-- One row per procedure of the list with a dossier received in the period, and how many of them were online,
-- paid online, by the public post. A procedure without a unit belongs to the unit that received most of its dossiers.
create or replace macro procedures_used(at_day, from_day) as table
with used as (
    select
        agency,
        procedure_key,
        mode(unit_id) as busiest_unit_id,
        count(*) as received_count,
        count(*) filter (is_online) as online_count,
        count(*) filter (is_paid_online) as paid_count,
        count(*) filter (is_postal or has_postal_result) as postal_count,
    from dossiers_by_procedure(at_day)
    where is_received and received_on >= from_day and procedure_key is not null
    group by agency, procedure_key
)
select
    p.* replace (case when p.unit_key is null then used.busiest_unit_id else p.unit_id end as unit_id),
    used.* exclude (agency, procedure_key, busiest_unit_id),
from used
join procedures_known() p on p.agency = used.agency and p.record_key = used.procedure_key;

-- One row per procedure of the published list.
create or replace macro procedures_at(at_day) as table
select * from procedures_known();
