-- One row per task of a plan that the newest file prints, plus the tasks that vanished from it (is_dropped: "đã bỏ").
-- Status and finishing date come from the file; what the office entered on the page wins.
create or replace macro plan_tasks_at(at_day) as table
with newest as (
    select i.agency, i.as_of, i.status = 'active' as is_counting, r.*
    from plan_tasks r
    join imports i on i.import_id = r.import_id and i.status in ('active', 'superseded')
    qualify row_number() over (
        partition by i.agency, r.record_key order by is_counting desc, i.as_of desc, i.import_id desc
    ) = 1
),
known as (
    select
        newest.* replace (
            coalesce(said['status'], newest.status) as status,
            coalesce(try_cast(said['finished_on'] as date), newest.finished_on) as finished_on
        ),
        not newest.is_counting as is_dropped,
        try_cast(said['done_until'] as date) as done_until,
        said['starts_on'] as starts_on,
        said['note'] as office_note,
    from newest
    left join entered('plan_tasks', at_day) using (agency, record_key)
)
select
    *,
    coalesce(
        finished_on <= at_day,
        name_key(status) in ('xong', 'done', 'da xong', 'hoan thanh', 'da hoan thanh', 'da thuc hien',
            'hoan thanh dung han', 'hoan thanh truoc han', 'hoan thanh tre han')
    ) as is_finished,
from known;
