-- Adds the daily sums of received dossiers per procedure to daily_procedures. One row per procedure as printed, spelling
-- of a unit and day. `changed` and `sign` as in daily/sums.
-- parameters: agency varchar, changed bigint[], sign integer
insert into daily_procedures by name
select
    agency,
    coalesce(procedure_code, '') as procedure_code,
    coalesce(procedure_name, '') as procedure_name,
    unit_key,
    received_on as day,
    $sign * count(*) as received,
    $sign * count(*) filter (is_online) as online,
    $sign * count(*) filter (is_paid_online) as paid,
    $sign * count(*) filter (is_postal or has_postal_result) as postal,
from dossier_states_at(date '2045-12-31')
where
    agency = $agency
    and is_received
    and (
        $changed is null
        or record_key in (select record_key from dossiers where list_contains($changed, import_id))
    )
group by all
