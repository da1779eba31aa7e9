-- The audit log in a span of time, the newest 20,000 lines. One row per action.
-- parameters: since timestamp, until timestamp
select a."at", a.who, a.what, a.subject, a.detail
from audit as a
where a."at" >= $since and a."at" < $until
order by a."at" desc
limit 20000
