-- The shares of procedures from the daily sums: as their queries in queries/indicators, for all three at once.
-- One row per indicator and procedure in it; `unit_id` is the procedure's, or that of most of its dossiers.
-- parameters: agency varchar, as_of date, from_day date
with received as (
    select agency, procedure_key, unit_id, sum(received) as received, sum(online) as online, sum(paid) as paid, sum(postal) as postal
    from daily_procedures_known()
    where agency = $agency and day between $from_day and $as_of
    group by all
    having sum(received) > 0
),
used as (
    select
        agency,
        procedure_key as record_key,
        arg_max(unit_id, (received, unit_id)) as busiest_unit_id,
        sum(online) as online,
        sum(paid) as paid,
        sum(postal) as postal,
    from received
    group by agency, procedure_key
),
shares as (
    select
        case when p.unit_key is null then used.busiest_unit_id else p.unit_id end as unit_id,
        unnest([
            {
                'indicator': 'online_procedure_rate',
                'is_counted': p.service_level in ('full', 'partial'),
                'is_done': used.online > 0
            },
            {'indicator': 'payment_procedure_rate', 'is_counted': p.has_fee, 'is_done': used.paid > 0},
            {'indicator': 'postal_procedure_rate', 'is_counted': p.has_postal, 'is_done': used.postal > 0}
        ]) as share,
    from used
    join procedures_known() p using (agency, record_key)
)
select share.indicator as indicator, unit_id, share.is_done::integer as numerator
from shares
where share.is_counted
