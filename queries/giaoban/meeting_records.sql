-- Records of meetings as they were known on a day, one row per meeting, the newest meeting first.
-- parameters: agency varchar, as_of date
select * exclude (agency, known_on)
from meeting_records
where agency = $agency and coalesce(known_on <= $as_of, true)
qualify row_number() over (partition by meeting_on order by record_id desc) = 1
order by meeting_on desc
