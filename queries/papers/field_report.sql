-- Biểu số II.06a computed from the dossiers of a period: one row per field, in the columns of the form.
-- Identities: received_total = received_online + received_direct + carried_over = resolved_total + open_total.
-- parameters: agency varchar, date_from date, date_to date, units varchar[]
with known as (
    select
        coalesce(nullif(trim(field), ''), 'Chưa rõ lĩnh vực') as field,
        received_on,
        is_online,
        is_early,
        is_late,
        is_overdue,
        is_resolved,
        is_open,
        resolved_on,
    from dossiers_at($date_to)
    where
        agency = $agency
        and is_received
        and ($units is null or list_contains($units, unit_id))
        and (is_open or resolved_on >= $date_from)
)
select
    field,
    count(*) as received_total,
    count(*) filter (received_on >= $date_from and is_online = 1) as received_online,
    count(*) filter (received_on >= $date_from and is_online = 0) as received_direct,
    count(*) filter (received_on < $date_from) as carried_over,
    count(*) filter (is_resolved) as resolved_total,
    count(*) filter (is_resolved and is_early) as resolved_early,
    count(*) filter (is_resolved and not is_early and not is_late) as resolved_on_time,
    count(*) filter (is_resolved and is_late) as resolved_late,
    count(*) filter (is_open) as open_total,
    count(*) filter (is_open and not is_overdue) as open_in_time,
    count(*) filter (is_open and is_overdue) as open_overdue,
from known
group by field
order by field
