-- Of dossiers whose due date has passed within some time before a day, but for months (YYYY-MM) of which nobody knows what
-- was done (`silent`): how many were still open when the day began on which so many working days were left (0: the due date
-- itself), and how many of those ended after it or are open still. Paused ones are left out, for they are never overdue.
-- One row per procedure, with its spellings, and number of days left. The days of a dossier are counted out, not sought by
-- a join on a range: DuckDB 2.0.0 fails inside where such a join stands on another one (“dict-surviving cache”, as in
-- duckdb/duckdb#24807), and closes the database.
-- parameters: agencies varchar[], until date, since date, silent varchar[], soon integer
select procedure, list(distinct procedure_name order by procedure_name) as names, days_left, count(*) as many, sum(late) as late
from (
    select
        coalesce(facts.procedure_key, facts.procedure_name) as procedure,
        facts.procedure_name,
        coalesce(facts.is_late, 1) as late,
        unnest(range(
            greatest(0, coalesce(facts.due_worked - facts.ended_worked, 0)),
            least($soon, facts.due_worked - received.working_days) + 1
        )) as days_left
    from dossier_facts facts
    join calendar received on received.day = facts.received_on
    where
        facts.agency in $agencies
        and facts.due_on >= $since
        and facts.due_on < $until
        and not list_contains($silent, strftime(facts.due_on, '%Y-%m'))
        and facts.overdue_from is not null
) open_on
group by all
order by procedure, days_left
