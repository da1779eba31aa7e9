-- What each official handled in a period, by the rows of the indicators of what was finished on time and of what stands
-- overdue on its last day. One row per unit and official. Names: the mart that says what was early.
-- parameters: agency varchar, date_from date, date_to date
with counted as (
    select
        coalesce(spelling.unit_id, 'unknown') as unit,
        coalesce(e.official, '') as official,
        e.counts_until is null as is_handled,
        e.numerator = 1 as is_in_time,
        facts.is_early = 1 as is_early,
    from {{ source }} e
    join {{ mart }} facts on facts.agency = e.agency and facts.record_key = e.record_key
    left join known_spellings() spelling on spelling.agency = e.agency and spelling.alias_key = e.unit_key
    where
        e.agency = $agency and e.counts_from <= $date_to
        and case when e.counts_until is null then e.counts_from >= $date_from else e.counts_until > $date_to end
)
select
    counted.unit,
    u.name as unit_name,
    counted.official,
    count(*) filter (is_handled) as handled,
    count(*) filter (is_handled and is_early) as early,
    count(*) filter (is_handled and is_in_time and not is_early) as on_time,
    count(*) filter (is_handled and not is_in_time) as late,
    count(*) filter (not is_handled) as overdue,
    u.name ilike '%một cửa%' as is_one_stop,
from counted
left join units u on u.unit_id = counted.unit
group by counted.unit, u.name, u.sort, counted.official
order by u.sort, u.name, counted.official
