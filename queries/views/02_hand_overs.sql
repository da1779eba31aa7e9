-- Who answers for the open work of units that ended (shared contract, "Hand-over").

-- every unit with itself and those above it: one row per pair
create or replace view units_above as
with recursive above as (
    select agency, unit_id, unit_id as above_id, parent_id, valid_to, 0 as depth
    from units
    union all
    select above.agency, above.unit_id, upper.unit_id, upper.parent_id, upper.valid_to, above.depth + 1
    from above
    join units upper on upper.unit_id = above.parent_id
    where above.depth < 8
)
select agency, unit_id, above_id, valid_to, depth
from above;

-- the last day of the units that have one, their own or that of one above them: one row per such unit
create or replace view ended_units as
select agency, unit_id, min(valid_to) as ended_on
from units_above
where valid_to is not null
group by agency, unit_id;

-- to whom all open work of an ended unit goes and from which day, the units in its stead ended too in turn: one row per
-- ended unit and step
create or replace view handed_units as
with recursive given as (
    -- as decided for the unit, else for the nearest above it
    select
        above.agency, above.unit_id, decided.to_unit,
        greatest(decided.from_day, (ended.ended_on + interval 1 day)::date) as from_day,
    from hand_overs decided
    join units_above above on above.above_id = decided.unit_id
    join ended_units ended on ended.unit_id = above.unit_id
    where decided.record_key is null
    qualify row_number() over (partition by above.unit_id order by above.depth) = 1
),
onward as (
    select agency, unit_id, to_unit, from_day, 1 as step
    from given
    union all
    select onward.agency, onward.unit_id, given.to_unit, greatest(onward.from_day, given.from_day), onward.step + 1
    from onward
    join given on given.unit_id = onward.to_unit
    where onward.step < 8
)
select agency, unit_id, to_unit, from_day, step
from onward;

-- the same with what went by itself: to whom the open work of an ended unit goes, all of it (no record key) or one
-- record, and from which day. One row per ended unit or record, and step
create or replace view handed_work as
with one_by_one as (
    select
        decided.agency, decided.unit_id, decided.dataset, decided.record_key, decided.to_unit,
        greatest(decided.from_day, (ended.ended_on + interval 1 day)::date) as from_day,
    from hand_overs decided
    join ended_units ended on ended.unit_id = decided.unit_id
    where decided.record_key is not null
)
select agency, unit_id, null as dataset, null as record_key, to_unit, from_day, step
from handed_units
union all
select agency, unit_id, dataset, record_key, to_unit, from_day, 0
from one_by_one
union all
select one.agency, one.unit_id, one.dataset, one.record_key, whole.to_unit, greatest(one.from_day, whole.from_day), whole.step
from one_by_one one
join handed_units whole on whole.unit_id = one.to_unit;
