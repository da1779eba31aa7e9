-- Received dossiers of a period by the group that may be left out of the denominator. One row per group.
-- parameters: agency varchar, as_of date, date_from date
select coalesce(exclusion_group, '') as group_code, count(*) as received, count(*) filter (is_online) as online
from dossiers_at($as_of)
where agency = $agency and is_received and received_on >= $date_from
group by exclusion_group
order by group_code
