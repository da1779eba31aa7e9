-- Changes of reference data that concern an agency, the newest first: its own, and those of what all agencies share.
-- One row per batch; `undone_by` is the newest batch that took it back.
-- parameters: agency varchar
select
    c.batch_id,
    min(c."at") as "at",
    min(c.who) as who,
    min(c.title) as title,
    list(distinct c.table_name order by c.table_name) as tables,
    count(*) as row_count,
    min(c.undoes) as undoes,
    (select max(u.batch_id) from changes u where u.undoes = c.batch_id) as undone_by
from changes c
where
    c.agency = $agency
    or c.table_name in ('indicators', 'name_aliases', 'day_overrides')
group by c.batch_id
order by c.batch_id desc
