-- The days on which something of an agency's indices and criteria became known: editions, tables of criteria, what the office
-- entered about them. One row per day.
-- parameters: agency varchar
select known_from as day from index_scores_known($agency)
union
select coalesce(published_on, make_date(year + 1, 1, 1)) from index_editions
union
select make_date(year + 1, 1, 1) from known_rows('criteria') where agency = $agency
union
select known_on from entries where agency = $agency and dataset = 'criteria'
