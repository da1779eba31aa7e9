-- Of the counting imports of an agency that print no period: the first day of records in each month that they speak of.
-- One row per import and month.
-- parameters: agency varchar
with record_days as (
    select null::bigint as import_id, null::date as day
    union all select import_id, {{ record_day }} from {{ dataset }}
)
select imports.import_id, min(day)::date as day
from record_days
join imports on imports.import_id = record_days.import_id
where imports.agency = $agency and imports.status = 'active' and imports.period_from is null and day is not null
group by imports.import_id, date_trunc('month', day)
order by imports.import_id, day
