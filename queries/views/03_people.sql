-- Who is meant by an official's name: exports print no number of theirs. A name with finished work in two departments in
-- one month, each of them there on that day, is two persons until Văn phòng says otherwise (namesakes).

-- the department of every unit, itself or the one right below the agency: one row per unit
create or replace view departments as
select above.unit_id, max_by(above.above_id, above.depth) as department_id
from units_above above
join units upper on upper.unit_id = above.above_id and upper.kind <> 'agency'
group by above.unit_id;

-- names by department with the months of work: one row per agency, name, department and month (null: nothing finished)
create or replace view official_months as
with named as (
    select agency, official, unit_key, resolved_on as done_on from dossier_facts where official is not null
    union all
    select agency, official, unit_key, finished_on from task_facts where official is not null
),
worked as (
    -- few are left once months are taken together
    select agency, official, unit_key, last_day(done_on) as month, min(done_on) as first_on
    from named
    group by all
)
select
    worked.agency, worked.official, worked.unit_key, departments.department_id,
    case when ended.ended_on is null or worked.first_on <= ended.ended_on then worked.month end as month,
from worked
left join known_spellings() spelling on spelling.agency = worked.agency and spelling.alias_key = worked.unit_key
left join departments on departments.unit_id = spelling.unit_id
left join ended_units ended on ended.unit_id = spelling.unit_id;

-- names that stand in several departments, and whether each is one person: one row per agency and name
create or replace view shared_names as
with together as (
    select distinct agency, official
    from official_months
    where month is not null
    group by agency, official, month
    having count(distinct department_id) > 1
)
select
    known.agency, known.official, decided.official is not null as is_decided,
    coalesce(any_value(decided.is_one), any_value(together.official) is null) as is_one,
from official_months known
left join together using (agency, official)
left join namesakes decided on decided.agency = known.agency and decided.official = known.official
group by known.agency, known.official, decided.official
having count(distinct known.department_id) > 1;
