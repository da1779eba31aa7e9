-- The components of an index in one year (null: the newest that has a target or a score), of those published by a day,
-- beside the agency's own targets of that year: a target without a score stands too, a score without a
-- target. One row per component.
-- parameters: agency varchar, index_name varchar, year integer, place varchar, as_of date
with scores as (
    select *
    from index_scores_known($agency)
    where
        component is not null
        and name_key("index") = name_key($index_name)
        and name_key(place) = name_key($place)
        and known_from <= $as_of
),
targets as (
    select *
    from component_targets
    where agency = $agency and name_key("index") = name_key($index_name)
),
asked as (
    select coalesce($year, max(year)) as year
    from (
        select year from scores where score is not null
        union all
        select year from targets
    )
)
select
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
    full join targets t on name_key(t.component) = name_key(s.component) and t.year = s.year
) on coalesce(t.year, s.year) = asked.year
order by component
