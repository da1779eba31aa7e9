-- Adds the daily sums of dossiers to daily_figures. One row per indicator, spelling of a unit and day.
-- Says the same as queries/indicators/<code>.sql, for all of them in one pass (tests compare every one).
-- `changed` null: all dossiers, else those that stand in one of these imports; `sign` -1 takes them out again.
-- What is open counts +1 from its first day on and -1 from the day it is finished: summed up to a day this is the
-- count of that day.
-- parameters: agency varchar, changed bigint[], sign integer
insert into daily_figures by name
with chosen as (
    select
        *,
        awaited_from(submitted_at) as awaited_from_day,
        status in ('supplement', 'fee', 'stopped') as has_paused_status,
        case when due_on is not null then greatest(due_on + 1, received_on) end as overdue_from,
        case when first_due_on is not null then greatest(first_due_on + 1, received_on) end as first_overdue_from,
    from dossier_receipts_at(date '2045-12-31')
    where
        agency = $agency
        and (
            $changed is null
            or record_key in (select record_key from dossiers where list_contains($changed, import_id))
        )
),
received as (
    select
        unit_key,
        received_on as day,
        unnest([
            {
                'indicator': 'online_rate',
                'numerator': count(*) filter (is_online),
                'denominator': count(*),
                'known': count(*)
            },
            {
                'indicator': 'online_payment_rate',
                'numerator': count(*) filter (has_fee and is_paid_online),
                'denominator': count(*) filter (has_fee),
                'known': count(is_paid_online) filter (has_fee)
            },
            {
                'indicator': 'receipt_8h_rate',
                'numerator': count(*) filter (is_online and is_received_8h),
                'denominator': count(*) filter (is_online and submitted_at is not null),
                'known': count(*) filter (is_online and submitted_at is not null)
            },
            {
                'indicator': 'extra_supplement_dossiers',
                'numerator': count(*) filter (supplement_count > 1),
                'denominator': null,
                'known': count(*) filter (supplement_count > 1)
            }
        ]) as sums,
    from chosen
    where is_received
    group by unit_key, received_on
),
resolved as (
    select
        unit_key,
        resolved_on as day,
        unnest([
            {
                'indicator': 'on_time_rate',
                'numerator': count(*) filter (is_on_time),
                'denominator': count(*),
                'known': count(*)
            },
            {
                'indicator': 'first_due_on_time_rate',
                'numerator': count(*) filter (is_first_due_on_time),
                'denominator': count(*),
                'known': count(*)
            },
            {
                'indicator': 'e_result_rate',
                'numerator': count(*) filter (has_e_result),
                'denominator': count(*),
                'known': count(has_e_result)
            },
            {
                'indicator': 'digitised_rate',
                'numerator': count(*) filter (is_digitised),
                'denominator': count(*),
                'known': count(is_digitised)
            },
            {
                'indicator': 'reuse_rate',
                'numerator': count(*) filter (is_reused),
                'denominator': count(*),
                'known': count(is_reused)
            },
            {
                'indicator': 'official_late_rate',
                'numerator': count(*) filter (official is not null and is_late),
                'denominator': count(official),
                'known': count(official)
            },
            {
                'indicator': 'interagency_late_rate',
                'numerator': count(*) filter (is_interagency and is_late),
                'denominator': count(*) filter (is_interagency),
                'known': count(*) filter (is_interagency)
            }
        ]) as sums,
    from chosen
    where is_resolved
    group by unit_key, resolved_on
),
spans as (
    select 'overdue_dossiers' as indicator, unit_key, overdue_from as first_day, resolved_on
    from chosen
    where is_received and not has_paused_status
    union all
    select 'official_overdue' as indicator, unit_key, overdue_from as first_day, resolved_on
    from chosen
    where is_received and not has_paused_status and official is not null
    union all
    select 'first_due_overdue' as indicator, unit_key, first_overdue_from as first_day, resolved_on
    from chosen
    where is_received and not has_paused_status
    union all
    select 'paused_without_reason' as indicator, unit_key, received_on as first_day, resolved_on
    from chosen
    where is_received and has_paused_status and not has_pause_reason
    union all
    -- waits from the day on which its 8 working hours run out until it is received
    select
        'awaiting_receipt' as indicator,
        unit_key,
        awaited_from_day as first_day,
        case when status <> 'new' then received_on end as resolved_on,
    from chosen
    where is_online and status <> 'refused' and (status = 'new' or received_on is not null)
),
turns as (
    select indicator, unit_key, first_day as day, 1 as change
    from spans
    where first_day is not null and coalesce(first_day < resolved_on, true)
    union all
    select indicator, unit_key, resolved_on as day, -1 as change
    from spans
    where first_day < resolved_on
),
all_sums as (
    select unit_key, day, unnest(sums) from received
    union all by name
    select unit_key, day, unnest(sums) from resolved
    union all by name
    select
        unit_key,
        day,
        indicator,
        sum(change) as numerator,
        case when indicator = 'official_overdue' then sum(change) end as denominator,
        sum(change) as known,
    from turns
    group by unit_key, day, indicator
)
select
    $agency as agency,
    indicator,
    unit_key,
    day,
    $sign * numerator as numerator,
    $sign * denominator as denominator,
    $sign * known as known,
    $sign * coalesce(denominator, numerator) as entries,
from all_sums
where coalesce(denominator, numerator) <> 0
