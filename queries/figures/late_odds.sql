-- Of dossiers whose due date has passed within some time before a day: how many were still open when the day began on which
-- so many working days were left (0: the due date itself), and how many of those ended after it or are open still. Paused
-- ones are left out, for they are never overdue. One row per procedure, with its spellings, and number of days left.
-- parameters: agencies varchar[], as_of date, since date, soon integer
select
    coalesce(facts.procedure_key, facts.procedure_name) as procedure,
    list(distinct facts.procedure_name order by facts.procedure_name) as names,
    days.days_left,
    count(*) as many,
    sum(coalesce(facts.is_late, 1)) as late,
from dossier_facts facts
join calendar received on received.day = facts.received_on
cross join (select unnest(range($soon + 1)) as days_left) days
where
    facts.agency in $agencies
    and facts.due_on >= $since
    and facts.due_on < $as_of
    and facts.overdue_from is not null
    and received.working_days <= facts.due_worked - days.days_left
    and coalesce(facts.ended_worked >= facts.due_worked - days.days_left, true)
group by all
order by procedure, days_left
