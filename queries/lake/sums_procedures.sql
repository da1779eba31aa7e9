-- The rows of a share of procedures: any engine runs this text. One row per agency, procedure, spelling of a unit and day,
-- so that any day is exact; `entries` counts the dossiers.
select
    f.agency as agency,
    f.unit_key as unit_key,
    f.counted_key as counted_key,
    f.counts_from as counts_from,
    f.counts_until as counts_until,
    cast(max(f.numerator) as bigint) as numerator,
    cast(1 as bigint) as denominator,
    cast(count(*) as bigint) as entries
from {{ source }} f
group by f.agency, f.unit_key, f.counted_key, f.counts_from, f.counts_until
