-- The sums of indicators: in the period, in the last three months, in the last twelve, in the rest of last year's period.
-- One row per indicator, agency and value of `by`: unit, month or day of the event, official, else what figures/of_dossiers says of a dossier;
-- per channel too where asked. `entries` counts the rows of the period; a numerator is null where no export had its column,
-- `unknown` is how much of the base that is.
-- `months`, and the base and the numerator of each: of the period, where asked.
-- Last year's rest is each indicator's own, of each agency (`last_of`, `last_agencies`, with `last_from` and `last_until` in
-- that order).
-- parameters: by varchar, by_channel boolean, by_month boolean, units varchar[], from_day date, recent_from date, twelve_from date, last_of varchar[], last_agencies varchar[], last_from date[], last_until date[]
with last_year as (
    select
        unnest($last_of) as indicator,
        unnest($last_agencies) as agency,
        unnest($last_from) as last_from,
        unnest($last_until) as last_until,
),
parts as (
    -- each record is added up once, whatever spans its day is in; spellings and words of days come after: they are few
    select
        indicator,
        agency,
        unit_key,
        case $by when 'official' then official when 'agency' then agency when 'unit' then null else attribute end as named,
        case $by when 'month' then last_day(day) when 'day' then day end as dated,
        case when $by_channel then channel end as channel,
        case when $by_month and day >= $from_day then last_day(day) end as month,
        day >= $from_day as is_asked,
        day >= $recent_from as is_recent,
        day >= $twelve_from as is_of_twelve,
        day between last_from and last_until as is_last_year,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        sum(entries) as entries,
        coalesce(sum(denominator) filter (numerator is null), 0) as unknown,
    from {{ source }}
    join last_year using (indicator, agency)
    group by all
),
by_month as (
    select
        indicator,
        parts.agency,
        case $by
            when 'unit' then coalesce(spelling.unit_id, 'unknown')
            when 'month' then strftime(dated, '%Y-%m')
            when 'day' then strftime(dated, '%Y-%m-%d')
            else named
        end as key,
        channel,
        month,
        sum(numerator) filter (is_asked) as numerator,
        sum(denominator) filter (is_asked) as denominator,
        coalesce(sum(entries) filter (is_asked), 0)::bigint as entries,
        sum(unknown) filter (is_asked) as unknown,
        sum(numerator) filter (is_recent) as recent_numerator,
        sum(denominator) filter (is_recent) as recent_denominator,
        sum(denominator) filter (is_of_twelve) as twelve_months,
        sum(denominator) filter (is_last_year) as last_year_rest,
    from parts
    left join known_spellings() spelling on spelling.agency = parts.agency and spelling.alias_key = parts.unit_key
    where $units is null or list_contains($units, coalesce(spelling.unit_id, 'unknown'))
    group by indicator, parts.agency, key, channel, month
)
select
    indicator,
    agency,
    key,
    channel,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    sum(entries)::bigint as entries,
    sum(unknown) as unknown,
    sum(recent_numerator) as recent_numerator,
    sum(recent_denominator) as recent_denominator,
    sum(twelve_months) as twelve_months,
    sum(last_year_rest) as last_year_rest,
    list(strftime(month, '%Y-%m') order by month) filter (month is not null) as months,
    list(numerator order by month) filter (month is not null) as month_numerators,
    list(denominator order by month) filter (month is not null) as month_denominators,
from by_month
group by indicator, agency, key, channel
order by indicator, agency, key nulls last, channel
