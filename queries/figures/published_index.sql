-- The published total of an agency's index for a year once it was published, newest source first. One row per index and place.
-- parameters: agency varchar, year integer, as_of date, index_name varchar
select s.place, s.score, s.max_score, s.rank, s.rank_of, s.rating, s.source
from index_scores_known($agency) s
left join agencies a on a.agency = $agency
where
    s.year = $year
    and s.known_from <= $as_of
    and s.component is null
    and s.score is not null -- of some years the rank alone is known
    and upper(s."index") = upper($index_name)
    and (
        s.place is null
        or name_key(s.place) in (name_key($agency), name_key(a.name), name_key(a.short_name))
    )
order by s.as_of desc, s.import_id desc
