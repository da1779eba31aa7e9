-- The daily sums of procedures with what stands in several rows added up. One row per procedure, spelling and day.
-- parameters: agency varchar
select
    agency, procedure_code, procedure_name, unit_key, day,
    sum(received)::bigint as received,
    sum(online)::bigint as online,
    sum(paid)::bigint as paid,
    sum(postal)::bigint as postal,
from daily_procedures
where agency = $agency
group by all
having sum(received) <> 0
