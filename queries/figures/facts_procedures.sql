-- The procedures of an indicator that counts procedures (counted_key). One row per indicator, agency and procedure with a dossier in
-- the period; its day is the as-of date, its unit that of the list, else the one with most of its dossiers.
-- parameters: agencies varchar[], as_of date, date_from date
with by_spelling as (
    select source as indicator, agency, counted_key, unit_key as alias_key, max(numerator) as numerator, count(*) as dossiers
    from {{ source }}
    where agency in $agencies and counts_from between $date_from and $as_of
    group by all
),
by_unit as (
    -- the meaning of spellings after the dossiers are counted: they are few
    select
        indicator,
        agency,
        counted_key,
        coalesce(spelling.unit_id, 'unknown') as unit_id,
        any_value(alias_key) as unit_key,
        max(numerator) as numerator,
        sum(dossiers) as dossiers,
    from by_spelling
    left join known_spellings() spelling using (agency, alias_key)
    group by indicator, agency, counted_key, spelling.unit_id
)
select
    indicator,
    agency,
    counted_key as record_key,
    unit_key,
    null::varchar as official,
    $as_of as day,
    max(numerator) over (partition by indicator, agency, counted_key) as numerator,
    1 as denominator,
    1 as entries,
    null::varchar as attribute,
    null::varchar as channel,
from by_unit
qualify row_number() over (partition by indicator, agency, counted_key order by dossiers desc, unit_id desc) = 1
