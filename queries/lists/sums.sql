-- The rows of a rate by some of their columns (by): numerators, denominators, how many are finished; of a day that not every
-- export says (posted) how many of the finished have it, and how many of all. One row per value of those columns.
select
    {{ by }},
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    count(finished) as finished,
    count({{ posted }}) filter (finished is not null) as posted,
    count({{ posted }}) as ever_posted,
from {{ source }}
group by all
order by
    {{ by }},
    numerator
