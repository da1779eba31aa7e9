-- Which time the counting imports of agencies speak for. One row per import and span of days: its own (a printed period,
-- else the month of its as-of date), and where no period is printed each month of its records, with the first of them.
-- tells: which of the fields that tell what is counted it has a column for; null where nobody knows.
-- parameters: agencies varchar[], tellers varchar[]
with waiting as (
    -- rejected rows that nobody has mended since
    select import_id, count(distinct (sheet, row_no)) as rows
    from {{ source }} cells
    where agency in $agencies and mended_by is null
    group by import_id
),
counting as (
    select
        import_id, agency, dataset, coalesce(unit_filter, '') as unit_filter, as_of, period_from, period_to,
        coalesce(waiting.rows, 0) as rows_rejected, list_intersect(columns, $tellers) as tells,
    from imports
    left join waiting using (import_id)
    where agency in $agencies and status = 'active'
),
record_days as (
    select null::bigint as import_id, null::date as day
    union all select import_id, {{ record_day }} from {{ dataset }}
    union all select import_id, day from attached_days
),
months as (
    select import_id, date_trunc('month', day)::date as first_day, min(day)::date as begins
    from record_days
    where day is not null
    group by all -- one row per import and month
)
select
    import_id, agency, dataset, unit_filter, as_of, rows_rejected, tells,
    coalesce(period_from, date_trunc('month', as_of)::date) as first_day, least(period_to, as_of) as last_day,
    true as is_own, null::date as begins,
from counting
union all
select
    import_id, agency, dataset, unit_filter, as_of, rows_rejected, tells, first_day,
    least(last_day(first_day), as_of) as last_day, false as is_own, begins,
from counting
inner join months using (import_id)
where period_from is null and first_day <= as_of
order by dataset, import_id, first_day
