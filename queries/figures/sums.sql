-- The sums of indicators: in the period, in the last three months, and in the rest of last year's period.
-- One row per indicator and value of `by`: unit, month or day of the event, official, else what figures/of_dossiers says of a dossier;
-- per channel too where asked. `entries` counts the rows of the period, `known` those whose export had the column.
-- parameters: by varchar, by_channel boolean, units varchar[], from_day date, recent_from date, last_from date, last_until date
with parts as (
    -- spellings of units first: they are few, the records many
    select
        indicator,
        agency,
        unit_key,
        case $by
            when 'unit' then null
            when 'month' then strftime(day, '%Y-%m')
            when 'day' then strftime(day, '%Y-%m-%d')
            when 'official' then official
            else attribute
        end as part,
        case when $by_channel then channel end as channel,
        sum(numerator) filter (day >= $from_day) as numerator,
        sum(denominator) filter (day >= $from_day) as denominator,
        count(*) filter (day >= $from_day) as entries,
        count(numerator) filter (day >= $from_day) as known,
        sum(numerator) filter (day >= $recent_from) as recent_numerator,
        sum(denominator) filter (day >= $recent_from) as recent_denominator,
        sum(denominator) filter (day between $last_from and $last_until) as last_year_rest,
    from {{ source }}
    group by all
)
select
    indicator,
    case when $by = 'unit' then coalesce(spelling.unit_id, 'unknown') else part end as key,
    channel,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    sum(entries)::bigint as entries,
    sum(known)::bigint as known,
    sum(recent_numerator) as recent_numerator,
    sum(recent_denominator) as recent_denominator,
    sum(last_year_rest) as last_year_rest,
from parts
left join known_spellings() spelling on spelling.agency = parts.agency and spelling.alias_key = parts.unit_key
where $units is null or list_contains($units, coalesce(spelling.unit_id, 'unknown'))
group by indicator, key, channel
order by indicator, key nulls last, channel
