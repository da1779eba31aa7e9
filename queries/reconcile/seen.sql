-- Findings that somebody has looked at, the newest word on each. One row per finding.
-- parameters: agency varchar
select code, subject, message, is_seen as seen, note
from seen_findings
where agency = $agency
qualify row_number() over (partition by code, subject, message order by "at" desc) = 1
