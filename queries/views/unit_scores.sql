-- Points of the units below an agency: what files print, the newest of however a unit's name is written, and what the
-- office entered on the page up to a day, which wins; taken off the list is gone. criterion '': of the whole unit. One row
-- per agency, year, unit and criterion.
create or replace macro unit_scores_known(at_day) as table
with printed as (
    select
        p.* replace (coalesce(p.criterion, '') as criterion),
        coalesce(spelling.unit_id, 'unknown') as unit_id,
        case when spelling.unit_id is null then p.unit_text end as words,
    from known_rows('unit_scores') p
    left join known_spellings() spelling on spelling.agency = p.agency and spelling.alias_key = p.unit_key
    qualify row_number() over (
        partition by p.agency, p.year, unit_id, words, p.criterion order by p.as_of desc, p.import_id desc, p.row_no desc
    ) = 1
),
typed as (
    -- their key is "year | unit | criterion"
    select
        agency, said, try_cast(split_part(record_key, ' | ', 1) as integer) as year,
        split_part(record_key, ' | ', 2) as unit_id, split_part(record_key, ' | ', 3) as criterion,
    from entered('unit_scores', at_day)
)
select
    agency, year, unit_id, criterion, printed.words, printed.import_id, printed.row_no,
    coalesce(said['name'], printed.name) as name,
    coalesce(try_cast(said['max_points'] as double), printed.max_points) as max_points,
    coalesce(try_cast(said['self_points'] as double), printed.self_points) as self_points,
    coalesce(try_cast(said['appraised_points'] as double), printed.appraised_points) as appraised_points,
    coalesce(said['note'], printed.note) as note,
from printed
full join typed using (agency, year, unit_id, criterion)
where said is null or said['removed'] is null;
