-- A list of what is late by some of its columns (by): how many rows are late by so many working days (bounds: the most of the
-- first ages, the last has no bound), how many in all, the longest. One row per value of those columns, the longest late first.
-- parameters: bounds integer[]
select
    {{ by }},
    count(*) filter (coalesce(days_late, 0) <= $bounds[1]) as age_1,
    count(*) filter (days_late > $bounds[1] and days_late <= $bounds[2]) as age_2,
    count(*) filter (days_late > $bounds[2]) as age_3,
    count(*) as total,
    max(coalesce(days_late, 0)) as longest,
from {{ source }}
group by all
order by
    longest desc,
    total desc,
    {{ by }},
    age_1
