-- Dossiers whose due date was issued again later than the first one without a pause: one row per dossier that was open
-- or finished in the year, the newest due date first.
-- parameters: agency varchar, as_of date, date_from date, units varchar[]
select
    d.dossier_id,
    d.procedure_name,
    coalesce(u.short_name, 'Chưa xác định') as unit_name,
    d.official,
    d.first_due_on,
    d.due_on,
    d.resolved_on,
    d.has_apology,
    greatest(d.days_late, 0) as days_late,
    greatest(d.first_days_late, 0) as first_days_late,
    d.is_overdue,
    d.is_first_due_overdue,
from dossiers_at($as_of) d
left join units u on u.unit_id = d.unit_id
where
    d.agency = $agency
    and ($units is null or list_contains($units, d.unit_id))
    and d.is_due_moved
    and d.is_received
    and (d.is_open or d.resolved_on >= $date_from)
order by d.is_first_due_overdue desc, d.due_on desc
