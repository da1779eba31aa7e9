-- The units that were asked for, with what became of each: unit_id where its spelling means a unit now, refused_by
-- where the newest word is a refusal. One row per spelling, the newest request first.
-- parameters: agency varchar
with said as (
    select
        alias_key,
        arg_max(name, "at") as name,
        arg_max(file_name, "at") filter (not is_refused) as file_name,
        max("at") filter (not is_refused) as asked_at,
        arg_max(who, "at") filter (not is_refused) as asked_by,
        max("at") as newest,
        arg_max(who, "at") as newest_by,
        arg_max(is_refused, "at") as is_refused,
        arg_max(coalesce(reason, ''), "at") as reason
    from unit_requests
    where agency = $agency
    group by alias_key
)
select
    said.name,
    said.file_name,
    said.asked_at,
    said.asked_by,
    spelling.unit_id,
    unit.name as unit_name,
    case when said.is_refused then said.newest end as refused_at,
    case when said.is_refused then said.newest_by end as refused_by,
    said.reason
from said
left join known_spellings() spelling on spelling.agency = $agency and spelling.alias_key = said.alias_key
left join units unit on unit.unit_id = spelling.unit_id
order by said.asked_at desc
