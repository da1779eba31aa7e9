-- What each official finished in a period and what stands overdue on its last day: the rows of the rate of officials, by
-- the unit that the export names (whose: facts) or the one that answers for them (e). One row per official and unit.
-- Names: the mart that says what was early and late.
-- parameters: agency varchar, date_from date, date_to date
select
    e.official,
    coalesce(spelling.unit_id, 'unknown') as unit,
    count(*) filter (e.counts_until is null) as handled,
    count(*) filter (e.counts_until is null and facts.is_early = 1) as early,
    count(*) filter (e.counts_until is null and facts.is_late = 0 and facts.is_early = 0) as on_time,
    count(*) filter (e.counts_until is null and facts.is_late = 1) as late,
    count(*) filter (e.counts_until is not null) as overdue,
from {{ source }} e
join {{ mart }} facts on facts.agency = e.agency and facts.record_key = e.record_key
left join known_spellings() spelling on spelling.agency = facts.agency and spelling.alias_key = {{ whose }}.unit_key
where
    e.agency = $agency and e.counts_from <= $date_to
    and case when e.counts_until is null then e.counts_from >= $date_from else e.counts_until > $date_to end
group by all
order by all
