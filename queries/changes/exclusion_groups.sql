-- Received dossiers of a period by the group that may be left out of the denominator. One row per group.
-- parameters: agency varchar, as_of date, date_from date
select coalesce(exclusion_group, '') as group_code, count(*) as received, sum(is_online)::bigint as online
from dossier_facts
where agency = $agency and received_on between $date_from and $as_of
group by exclusion_group
order by group_code
