-- Biểu số II.06a from the dossiers of a period and the rows of their indicators: one row per field, in the columns of the form.
-- Identities: received_total = received_online + received_direct + carried_over = resolved_total + open_total.
-- parameters: agency varchar, date_from date, date_to date
with known as (
    select facts.*, e.numerator, e.counts_from < e.counts_until as is_overdue, facts.open_until <= $date_to as is_resolved
    from dossier_facts facts
    left join {{ source }} e on e.agency = facts.agency and e.record_key = facts.record_key
        and e.counts_from <= $date_to and coalesce(e.counts_until > $date_to, true)
    where facts.agency = $agency and facts.received_on <= $date_to and facts.open_until >= $date_from
)
select
    coalesce(nullif(trim(field), ''), 'Chưa rõ lĩnh vực') as field,
    count(*) as received_total,
    count(*) filter (received_on >= $date_from and is_online = 1) as received_online,
    count(*) filter (received_on >= $date_from and is_online = 0) as received_direct,
    count(*) filter (received_on < $date_from) as carried_over,
    count(*) filter (is_resolved) as resolved_total,
    count(*) filter (is_resolved and is_early = 1) as resolved_early,
    count(*) filter (is_resolved and numerator = 1 and is_early = 0) as resolved_on_time,
    count(*) filter (is_resolved and numerator = 0) as resolved_late,
    count(*) filter (not is_resolved) as open_total,
    count(*) filter (not is_resolved and coalesce(not is_overdue, true)) as open_in_time,
    count(*) filter (is_overdue) as open_overdue,
from known
group by all
order by 1
