-- Biểu số II.06a computed from the dossiers of a period: one row per field, in the columns of the form.
-- Identities: received_total = received_online + received_direct + carried_over = resolved_total + open_total.
-- parameters: agency varchar, date_from date, date_to date
with known as (
    select *, open_until <= $date_to as is_resolved, open_until > $date_to and overdue_from <= $date_to as is_overdue
    from dossier_facts
    where agency = $agency and received_on <= $date_to and open_until >= $date_from
)
select
    coalesce(nullif(trim(field), ''), 'Chưa rõ lĩnh vực') as field,
    count(*) as received_total,
    count(*) filter (received_on >= $date_from and is_online = 1) as received_online,
    count(*) filter (received_on >= $date_from and is_online = 0) as received_direct,
    count(*) filter (received_on < $date_from) as carried_over,
    count(*) filter (is_resolved) as resolved_total,
    count(*) filter (is_resolved and is_early = 1) as resolved_early,
    count(*) filter (is_resolved and is_early = 0 and is_late = 0) as resolved_on_time,
    count(*) filter (is_resolved and is_late = 1) as resolved_late,
    count(*) filter (not is_resolved) as open_total,
    count(*) filter (not is_resolved and coalesce(not is_overdue, true)) as open_in_time,
    count(*) filter (is_overdue) as open_overdue,
from known
group by all
order by 1
