-- The rows of an indicator whose sums are attached: as many as were added up, each with its part of the sums. One row per
-- record, which nobody can name.
select
    agency,
    cast(null as varchar) as record_key,
    unit_key,
    cast(null as varchar) as official,
    counted_key,
    counts_from,
    counts_until,
    case when one < numerator then 1 when numerator is not null then 0 end as numerator,
    case when one < denominator then 1 when denominator is not null then 0 end as denominator,
from attached_sums, unnest(range(entries)) as parts(one)
where indicator = '{{ indicator }}'
