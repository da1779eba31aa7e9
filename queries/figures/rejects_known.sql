-- Rejected cells of all agencies' imports, each with the agency's import that has accepted its record since (`mended_by`; null
-- where it still has to be mended, or where its number could not be read). One row per rejected cell. Names: every dataset.
with accepted as (
    select null::varchar as dataset, null::bigint as import_id, null::varchar as record_key
    union all select '{{ any }}', import_id, record_key from {{ any }} where record_key in (select record_key from import_rejects)
),
since as (
    select accepted.*, i.agency, i.as_of, i.period_from, i.period_to
    from accepted
    join imports i using (import_id)
    where i.status = 'active'
)
select r.*, r.rowid as cell, i.agency, i.dataset, i.status, i.as_of, i.file_name, i.rows_read, min(since.import_id) as mended_by
from import_rejects r
join imports i using (import_id)
left join since
    on since.agency = i.agency
    and since.dataset = i.dataset
    and since.record_key = r.record_key
    and (since.as_of, since.import_id) > (i.as_of, i.import_id)
    -- a form of the same field says something else in another period
    and (i.dataset <> 'field_report' or (since.period_from, since.period_to) = (i.period_from, i.period_to))
group by all
