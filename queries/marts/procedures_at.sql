-- Procedures of the published list by their names. One row per agency and name: the first of two with one name.
create or replace macro procedures_by_name() as table
select *
from procedures_known()
qualify row_number() over (partition by agency, name_key order by procedure_code) = 1;

-- What a code and a name in the dossiers mean in the published list: by code, else by name.
-- One row per agency, code and name that occur ('' for none); procedure_key null: not in the list.
create or replace macro procedures_meant() as table
with printed as (
    select distinct
        agency,
        coalesce(procedure_code, '') as procedure_code,
        coalesce(procedure_name, '') as procedure_name,
    from dossiers_current
)
select
    printed.*,
    coalesce(by_code.record_key, by_name.record_key) as procedure_key,
    coalesce(by_code.has_postal, by_name.has_postal) as procedure_has_postal,
    coalesce(by_code.field, by_name.field) as procedure_field,
from printed
left join procedures_known() by_code
    on by_code.agency = printed.agency and by_code.procedure_code = printed.procedure_code
left join procedures_by_name() by_name
    on by_name.agency = printed.agency and by_name.name_key = name_key(printed.procedure_name);

-- Dossiers with the procedure of the published list that they belong to. One row per dossier.
create or replace macro dossiers_by_procedure(at_day) as table
select
    d.*,
    meant.procedure_key,
    meant.procedure_has_postal,
    meant.procedure_field,
from dossier_states_at(at_day) d
join procedures_meant() meant
    on meant.agency = d.agency
    and meant.procedure_code = coalesce(d.procedure_code, '')
    and meant.procedure_name = coalesce(d.procedure_name, '');

-- One row per procedure of the list with a dossier received in the period, and how many of them were online,
-- paid online, by the public post. A procedure without a unit belongs to the unit that received most of its dossiers.
create or replace macro procedures_used(at_day, from_day) as table
with received as (
    select
        agency,
        coalesce(procedure_code, '') as procedure_code,
        coalesce(procedure_name, '') as procedure_name,
        unit_id,
        count(*) as received_count,
        count(*) filter (is_online) as online_count,
        count(*) filter (is_paid_online) as paid_count,
        count(*) filter (is_postal or has_postal_result) as postal_count,
    from dossier_states_at(at_day)
    where is_received and received_on >= from_day
    group by all
),
by_unit as (
    select
        meant.agency,
        meant.procedure_key,
        received.unit_id,
        sum(received.received_count)::bigint as received_count,
        sum(received.online_count)::bigint as online_count,
        sum(received.paid_count)::bigint as paid_count,
        sum(received.postal_count)::bigint as postal_count,
    from received
    join procedures_meant() meant using (agency, procedure_code, procedure_name)
    where meant.procedure_key is not null
    group by all
),
used as (
    select
        agency,
        procedure_key,
        arg_max(unit_id, (received_count, unit_id)) as busiest_unit_id,
        sum(received_count)::bigint as received_count,
        sum(online_count)::bigint as online_count,
        sum(paid_count)::bigint as paid_count,
        sum(postal_count)::bigint as postal_count,
    from by_unit
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
