-- The findings that are put away on a day, with who did so, why, until when. One row per finding, the newest act first.
-- parameters: agency varchar, as_of date
select finding, sign, said, reason, until, "at", who
from put_away
where agency = $agency and since <= $as_of
qualify row_number() over (partition by finding order by "at" desc) = 1 and reason is not null and until >= $as_of
order by "at" desc, finding
