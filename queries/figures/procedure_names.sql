-- What the procedures of dossiers are called, as in the newest dossier of each. One row per procedure.
-- parameters: agencies varchar[]
select
    coalesce(procedure_code, procedure_key, procedure_name) as procedure,
    max_by(procedure_name, received_on) as name,
from dossier_facts
where agency in $agencies and procedure_name is not null
group by all
