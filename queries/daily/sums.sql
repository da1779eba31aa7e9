-- Sums of a dossier indicator per spelling of a unit and day, over all time. One row per spelling and day.
-- `changed` null: all dossiers, else those that stand in one of these imports; `sign` -1 takes them out again.
-- parameters: agency varchar, changed bigint[], sign integer, indicator varchar
select
    e.agency,
    $indicator as indicator,
    d.unit_key,
    e.day,
    ($sign * sum(e.numerator))::bigint as numerator,
    ($sign * sum(e.denominator))::bigint as denominator,
    ($sign * count(e.numerator))::bigint as known,
    ($sign * count(*))::bigint as entries,
from {{ source }} e
join dossiers_current d using (agency, record_key)
where
    $agency = e.agency
    and (
        $changed is null
        or e.record_key in (select record_key from dossiers where list_contains($changed, import_id))
    )
group by e.agency, d.unit_key, e.day
