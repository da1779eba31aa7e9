-- One row per task of a plan that the files that count print, plus the tasks that vanished from it (is_dropped: "đã bỏ").
-- Status and finishing date come from the file; what the office entered on the page wins.
create or replace macro plan_tasks_at(at_day) as table
with printed as (
    select *, false as is_dropped from known_rows('plan_tasks')
    union all by name
    select i.agency, i.as_of, struct_pack(r.import_id, r.row_no) as stood, r.*, true as is_dropped
    from plan_tasks r
    join imports i on i.import_id = r.import_id and i.status = 'superseded'
    anti join known_rows('plan_tasks') counting on counting.agency = i.agency and counting.record_key = r.record_key
    qualify row_number() over (partition by i.agency, r.record_key order by i.as_of desc, i.import_id desc) = 1
),
known as (
    select
        printed.* replace (
            coalesce(said['status'], printed.status) as status,
            coalesce(try_cast(said['finished_on'] as date), printed.finished_on) as finished_on
        ),
        try_cast(said['done_until'] as date) as done_until,
        said['starts_on'] as starts_on,
        said['note'] as office_note,
    from printed
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
