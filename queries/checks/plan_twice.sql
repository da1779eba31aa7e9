-- Plans of one year under two names with the same tasks due at the same time, so that each of these counts twice: three
-- tasks or more, and half of one of the plans or more. One row per pair of plans.
-- parameters: agency varchar
with printed as (
    select
        p.plan, lower(p.task) as task, coalesce(p.schedule, '') as schedule, p.as_of, i.file_name,
        coalesce(nullif(regexp_extract(p.plan, '20[0-9]{2}'), ''), year(p.as_of)::varchar) as of_year,
    from known_rows('plan_tasks') p
    join imports i using (import_id)
    where p.agency = $agency
),
plans as (
    select
        plan, of_year, arg_max(file_name, as_of) as file_name, max(as_of) as as_of, count(distinct (task, schedule)) as tasks,
    from printed
    group by all
)
select
    later.plan as subject,
    'Kế hoạch “' || later.plan || '” (tệp ' || later.file_name || ', đến ngày ' || strftime(later.as_of, '%d/%m/%Y')
    || ') và “' || earlier.plan || '” (tệp ' || earlier.file_name || ', đến ngày ' || strftime(earlier.as_of, '%d/%m/%Y')
    || ') có ' || shared.tasks || ' nhiệm vụ giống nhau, cùng thời hạn, nên mỗi nhiệm vụ ấy được tính hai lần.' as message
from (
    select one.plan as later, other.plan as earlier, count(distinct (one.task, one.schedule)) as tasks
    from printed one
    join printed other
        on one.task = other.task and one.schedule = other.schedule and one.of_year = other.of_year
        and (one.as_of, one.plan) > (other.as_of, other.plan) and one.plan <> other.plan
    group by all
) shared
join plans later on later.plan = shared.later
join plans earlier on earlier.plan = shared.earlier
where shared.tasks >= 3 and 2 * shared.tasks >= least(later.tasks, earlier.tasks)
order by later.plan, earlier.plan
