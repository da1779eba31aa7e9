-- Indicators of the records of a source in some spans of days: events of the span, states on its last day. One row per
-- indicator and span with any. `known`: the base without what no export had the column for.
-- Names: the dataset of the indicators.
-- `unit_keys`: as of is_of.
-- parameters: agency varchar, unit_filter varchar, unit_keys varchar[], firsts date[], lasts date[]
with spans as (
    select unnest($firsts) as first_day, unnest($lasts) as last_day
),
counted as (
    -- added up by their days first: they are fewer than the records that are held against every span
    select
        found.source as indicator,
        found.counts_from,
        found.counts_until,
        sum(found.numerator)::double as numerator,
        sum(found.denominator)::double as base,
        (sum(found.denominator) filter (found.numerator is not null))::double as known,
    from {{ source }} found
    join {{ dataset }}_current known on known.agency = found.agency and known.record_key = found.record_key
    join imports on imports.import_id = known.import_id
    where found.agency = $agency and is_of($unit_filter, $unit_keys, imports.unit_filter, known.unit_key)
    group by all
)
select
    counted.indicator,
    spans.first_day,
    sum(counted.numerator) as numerator,
    sum(counted.base) as base,
    sum(counted.known) as known,
from spans
join counted
    on case
        when counted.counts_until is null then counted.counts_from between spans.first_day and spans.last_day
        else counted.counts_from <= spans.last_day and counted.counts_until > spans.last_day
    end
group by counted.indicator, spans.first_day
order by counted.indicator, spans.first_day
