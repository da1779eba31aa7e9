-- How many working days each procedure took, from receipt to result: the median, what nine of ten needed at most, how many there
-- are of each number of days, beside what the published list allows and what was promised (median); how many kept that:
-- the list's days, where it has none their own due date (null where neither is known). One row per procedure, the most
-- frequent first.
-- parameters: units varchar[]
with timed as (
    select
        work.procedure as key,
        coalesce(listed.procedure_name, facts.procedure_name) as name,
        facts.ended_worked - received.working_days as days,
        facts.due_worked - received.working_days as promised,
        listed.statutory_days as statutory,
    from {{ source }} work
    join dossier_facts facts on facts.agency = work.agency and facts.record_key = work.record_key
    join calendar received on received.day = facts.received_on
    left join procedures_known() listed on listed.agency = work.agency and listed.record_key = facts.procedure_key
    left join known_spellings() spelling on spelling.agency = work.agency and spelling.alias_key = work.unit_key
    where $units is null or list_contains($units, coalesce(spelling.unit_id, 'unknown'))
)
select
    key,
    any_value(name) as name,
    count(*) as done,
    median(days) as days,
    quantile_disc(days, 0.9) as slow,
    any_value(statutory) as statutory,
    median(promised) as promised,
    count(*) filter (days <= coalesce(statutory, promised)) as within,
    count(*) filter (days is not null and coalesce(statutory, promised) is not null) as judged,
    histogram(days) as every,
from timed
group by key
order by done desc, name
