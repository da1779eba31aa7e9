-- When open dossiers begin and cease to count as overdue (by the newest, by the first due date) or as paused without a
-- reason: +1 on the first day, -1 on the day they are finished. Summed up to a day this is the count of that day.
-- One row per indicator, spelling of a unit and day.
-- parameters: agency varchar, changed bigint[], sign integer
with spans as (
    select
        unit_key,
        resolved_on,
        is_paused_now,
        unnest([
            {
                'indicator': 'overdue_dossiers',
                'first_day': case when due_on is not null then greatest(due_on + 1, received_on) end,
                'is_counted': not is_paused_now
            },
            {
                'indicator': 'first_due_overdue',
                'first_day': case when first_due_on is not null then greatest(first_due_on + 1, received_on) end,
                'is_counted': not is_paused_now
            },
            {
                'indicator': 'paused_without_reason',
                'first_day': received_on,
                'is_counted': is_paused_now and not has_pause_reason
            }
        ]) as span,
    from (
        select *, status in ('supplement', 'fee', 'stopped') as is_paused_now
        from dossier_states_at(date '2045-12-31')
        where
            agency = $agency
            and is_received
            and (
                $changed is null
                or record_key in (select record_key from dossiers where list_contains($changed, import_id))
            )
    )
),
changes as (
    select
        span.indicator as indicator,
        unit_key,
        unnest([{'day': span.first_day, 'change': 1}, {'day': resolved_on, 'change': -1}]) as step,
    from spans
    where span.is_counted and span.first_day is not null and coalesce(span.first_day < resolved_on, true)
)
select
    $agency as agency,
    indicator,
    unit_key,
    step.day as day,
    ($sign * sum(step.change))::bigint as numerator,
    null::bigint as denominator,
    ($sign * sum(step.change))::bigint as known,
    ($sign * sum(step.change))::bigint as entries,
from changes
where step.day is not null
group by indicator, unit_key, step.day
