-- How many records of a source began (were received, assigned) in some spans of days, and the working days of each. One row
-- per span. Newly filed and refused dossiers are not received. Names: a dataset with a history.
-- `unit_keys`: as of is_of.
-- parameters: agency varchar, unit_filter varchar, unit_keys varchar[], firsts date[], lasts date[]
with spans as (
    select unnest($firsts) as first_day, unnest($lasts) as last_day
),
records as (
    select {{ start }}::date as day
    from {{ dataset }}_current known
    join imports on imports.import_id = known.import_id
    where known.agency = $agency and is_of($unit_filter, $unit_keys, imports.unit_filter, known.unit_key)
        and known.{{ state }} not in ('new', 'refused')
)
select
    first_day,
    last_day,
    working_days_between(first_day - 1, last_day)::integer as working_days,
    count(records.day) as records,
from spans
left join records on records.day between first_day and last_day
group by first_day, last_day
order by first_day
