-- Received and online dossiers of the year, cumulative by day, under a chosen denominator: all received, or only those
-- of procedures offered online (`offered`), with or without the excluded groups (`without_excluded`).
-- One row per day with a dossier; the last row equals the figure online_rate when both switches are off.
-- parameters: agency varchar, as_of date, date_from date, units varchar[], offered boolean, without_excluded boolean
select
    received_on as day,
    sum(count(*) filter (is_online)) over (order by received_on)::bigint as numerator,
    sum(count(*)) over (order by received_on)::bigint as denominator,
    numerator / denominator as value,
from dossiers_by_procedure($as_of) d
left join procedures_known() p on p.agency = d.agency and p.record_key = d.procedure_key
where
    d.agency = $agency
    and ($units is null or list_contains($units, d.unit_id))
    and is_received
    and received_on >= $date_from
    and (not $offered or p.service_level in ('full', 'partial'))
    and (not $without_excluded or exclusion_group is null)
group by received_on
order by received_on
