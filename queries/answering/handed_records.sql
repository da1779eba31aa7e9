-- The records that change hands, once for each unit that answers for them in turn, their own first. One row per record
-- and span of days [held_from, held_until).
with owned as (
    select 'dossiers' as dataset, agency, record_key, unit_key from dossiers_current
    union all
    select 'tasks', agency, record_key, unit_key from tasks_current
    union all
    select 'petitions', agency, record_key, unit_key from petitions_current
    union all
    select 'joint_dossiers', agency, record_key, unit_key from joint_dossiers_current
),
left_behind as (
    -- a newer file that names a living unit takes its record out
    select owned.dataset, owned.agency, owned.record_key, owned.unit_key, ended.unit_id, ended.ended_on
    from owned
    join known_spellings() spelling on spelling.agency = owned.agency and spelling.alias_key = owned.unit_key
    join ended_units ended on ended.unit_id = spelling.unit_id
),
one_by_one as (
    select
        known.dataset, known.agency, known.record_key, decided.to_unit, 0 as step,
        greatest(decided.from_day, (known.ended_on + interval 1 day)::date) as from_day,
    from left_behind known
    join hand_overs decided
        on decided.agency = known.agency and decided.dataset = known.dataset and decided.record_key = known.record_key
),
taken as (
    select dataset, agency, record_key, to_unit, step, from_day
    from one_by_one
    union all
    select one.dataset, one.agency, one.record_key, whole.to_unit, whole.step, greatest(one.from_day, whole.from_day)
    from one_by_one one
    join handed_units whole on whole.unit_id = one.to_unit
    union all
    -- what was handed over by itself does not go with the rest of its unit
    select known.dataset, known.agency, known.record_key, whole.to_unit, whole.step, whole.from_day
    from left_behind known
    join handed_units whole on whole.unit_id = known.unit_id
    left join one_by_one one
        on one.agency = known.agency and one.dataset = known.dataset and one.record_key = known.record_key
    where one.from_day is null or whole.from_day < one.from_day
),
spellings as (
    select agency, unit_id, min(alias_key) as unit_key
    from unit_aliases
    group by agency, unit_id
),
held as (
    select taken.dataset, taken.agency, taken.record_key, spellings.unit_key, taken.from_day as held_from, taken.step
    from taken
    join spellings on spellings.agency = taken.agency and spellings.unit_id = taken.to_unit
    union all
    select distinct known.dataset, known.agency, known.record_key, known.unit_key, date '1900-01-01', -1
    from left_behind known
    semi join taken
        on taken.agency = known.agency and taken.dataset = known.dataset and taken.record_key = known.record_key
)
select
    dataset, agency, record_key, unit_key, held_from,
    lead(held_from, 1, date '2099-12-31') over (
        partition by dataset, agency, record_key order by held_from, step
    ) as held_until,
from held
qualify held_from < held_until
