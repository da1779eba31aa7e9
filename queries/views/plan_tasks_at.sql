-- One row per task of a plan that the files that count print, plus the tasks that vanished from it (is_dropped: "đã bỏ").
-- Status and finishing date come from the file; what the office entered on the page wins.
create or replace macro plan_tasks_at(at_day) as table
with printed as (
    select *, false as is_dropped from known_rows('plan_tasks')
    union all by name
    select *, true as is_dropped
    from known_rows('plan_tasks', of_status := 'superseded')
    anti join known_rows('plan_tasks') using (agency, record_key)
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
    coalesce(finished_on <= at_day, says_done(status)) as is_finished,
from known;
