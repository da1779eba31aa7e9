-- The audit log, one row per action, the newest first.
-- parameters: rows integer
select a."at", a.who, a.what, a.subject, a.detail
from audit as a
order by a."at" desc
limit $rows
