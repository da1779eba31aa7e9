-- The components of indices in some years (null: of each the newest that has a target or a score), of those published by
-- a day, beside the agency's own targets of that year: a target without a score stands too, a score without a
-- target. One row per index, as it is asked for, year and component.
-- parameters: agency varchar, index_names varchar[], years integer[], place varchar, as_of date
with named as (
    select index_name, name_key(index_name) as index_key
    from (select unnest($index_names) as index_name)
),
scores as (
    select known.*, index_name
    from index_scores_known($agency) known
    join named on index_key = name_key(known."index")
    where
        component is not null
        and name_key(place) = name_key($place)
        and known_from <= $as_of
),
targets as (
    select component_targets.*, index_name
    from component_targets
    join named on index_key = name_key(component_targets."index")
    where agency = $agency
),
asked as (
    select index_name, max(year) as year
    from (
        select index_name, year from scores where score is not null
        union all
        select index_name, year from targets
    )
    where $years is null
    group by index_name
    union all
    select index_name, unnest($years) from named
)
select
    asked.index_name,
    coalesce(t.component, s.component) as component,
    asked.year,
    s.score,
    s.max_score,
    coalesce(t.weight, s.weight) as weight,
    coalesce(t.value, s.target) as target,
    case when coalesce(t.value, s.target) is not null then coalesce(t.comparison, '>=') end as comparison,
    case when coalesce(t.value, s.target) is not null then asked.year end as target_year,
    s.rank,
    s.rank_of,
    t.unit_text as units,
from asked
inner join (
    scores s
    full join targets t
        on name_key(t.component) = name_key(s.component) and t.year = s.year and t.index_name = s.index_name
) on coalesce(t.year, s.year) = asked.year and coalesce(t.index_name, s.index_name) = asked.index_name
order by index_name, asked.year, component
