-- How much each official has in hand and has resolved. One row per unit that answers and official ('' where none is named).
select
    coalesce(spelling.unit_id, 'unknown') as unit,
    coalesce(work.official, '') as official,
    count(*) filter (work.part = 'open') as open,
    count(*) filter (work.part = 'open' and work.is_paused) as paused,
    count(*) filter (work.is_week) as week,
    count(*) filter (work.is_overdue) as overdue,
    count(*) filter (work.part = 'done') as done,
from {{ source }} work
left join known_spellings() spelling on spelling.agency = work.agency and spelling.alias_key = work.unit_key
group by all
order by all
