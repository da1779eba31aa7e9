-- The rows of an indicator, added up: any engine runs this text. One row per agency, spelling of a unit, day or span of
-- days, known and unknown numerators apart; `entries` counts the records.
select
    f.agency as agency,
    f.unit_key as unit_key,
    nullif('', '') as counted_key,
    f.counts_from as counts_from,
    f.counts_until as counts_until,
    cast(sum(f.numerator) as bigint) as numerator,
    cast(sum(f.denominator) as bigint) as denominator,
    cast(count(*) as bigint) as entries
from {{ source }} f
group by f.agency, f.unit_key, f.counts_from, f.counts_until, case when f.numerator is null then 1 else 0 end
