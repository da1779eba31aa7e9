-- The published list of procedures as the marts read it, and what a code and a name printed in dossiers mean in it.

-- one row per procedure of the list
create or replace view procedures_current as
select agency, record_key, unit_key, procedure_code, procedure_name, field, service_level, has_fee, has_postal, name_key
from procedures_known();

-- one row per agency and code of the list
create or replace view procedure_codes as
select agency, procedure_code, record_key as procedure_key
from procedures_current;

-- one row per agency and name printed in a dossier that the list has, whatever its accents: the first of two alike
create or replace view procedure_names as
with printed as (
    select distinct agency, procedure_name
    from dossiers_current
    where procedure_name is not null
)
select printed.agency, printed.procedure_name, min_by(listed.record_key, listed.procedure_code) as procedure_key
from printed
join procedures_current listed
    on listed.agency = printed.agency and listed.name_key = name_key(printed.procedure_name)
group by printed.agency, printed.procedure_name;
