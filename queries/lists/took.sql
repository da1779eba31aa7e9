-- Of the dossiers resolved those that took so many working days, `took_to` null: so many and more. One row per dossier.
-- parameters: took_from bigint, took_to bigint
select work.*
from {{ source }} work
join dossier_facts facts on facts.agency = work.agency and facts.record_key = work.record_key
join calendar received on received.day = facts.received_on
where
    facts.ended_worked - received.working_days >= $took_from
    and ($took_to is null or facts.ended_worked - received.working_days <= $took_to)
