-- Scores of an index and its components over the years, of the editions published by a day (null: all). One row per index, component, year and place.
-- parameters: agency varchar, index_name varchar, place varchar, as_of date
select
    s."index", s.component, s.year, s.place, s.score, s.max_score,
    coalesce(s.weight, t.weight) as weight,
    coalesce(s.target, t.value) as target,
    t.comparison, t.unit_text as responsible, s.rank, s.rank_of, s.rating, s.source, s.as_of, s.import_id, s.row_no,
from index_scores_known($agency) s
left join component_targets t
    on t.agency = s.agency and t."index" = s."index" and t.year = s.year and t.component = s.component
where
    ($index_name is null or name_key(s."index") = name_key($index_name))
    and ($as_of is null or s.known_from <= $as_of)
    and ($place is null or name_key(s.place) = name_key($place))
order by s."index", s.place, s.component nulls first, s.year
