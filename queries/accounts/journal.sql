-- The audit log, one row per action, the newest first.
-- parameters: rows integer
select at, who, what, subject, detail from audit order by at desc limit $rows
