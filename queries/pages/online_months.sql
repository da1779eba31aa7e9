-- Dossiers received by month and channel under a chosen denominator (see online_days). One row per month.
-- parameters: agency varchar, as_of date, date_from date, units varchar[], offered boolean, without_excluded boolean
select
    strftime(received_on, '%Y-%m') as month,
    count(*) filter (is_online) as online,
    count(*) filter (channel = 'counter') as counter,
    count(*) filter (channel = 'postal') as postal,
    count(*) as denominator,
    online as numerator,
    online / denominator as value,
from dossiers_by_procedure($as_of) d
left join procedures_known() p on p.agency = d.agency and p.record_key = d.procedure_key
where
    d.agency = $agency
    and ($units is null or list_contains($units, d.unit_id))
    and is_received
    and received_on >= $date_from
    and (not $offered or p.service_level in ('full', 'partial'))
    and (not $without_excluded or exclusion_group is null)
group by month
order by month
