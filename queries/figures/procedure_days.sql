-- How many working days each procedure took, from receipt to result: the median, beside what the published list allows and
-- what was promised (median). One row per procedure, the most frequent first.
-- parameters: units varchar[]
select
    work.procedure as key,
    coalesce(any_value(listed.procedure_name), any_value(facts.procedure_name)) as name,
    count(*) as done,
    median(facts.ended_worked - received.working_days) as days,
    any_value(listed.statutory_days) as statutory,
    median(facts.due_worked - received.working_days) as promised,
from {{ source }} work
join dossier_facts facts on facts.agency = work.agency and facts.record_key = work.record_key
join calendar received on received.day = facts.received_on
left join procedures_known() listed on listed.agency = work.agency and listed.record_key = facts.procedure_key
left join known_spellings() spelling on spelling.agency = work.agency and spelling.alias_key = work.unit_key
where $units is null or list_contains($units, coalesce(spelling.unit_id, 'unknown'))
group by work.procedure
order by done desc, name
