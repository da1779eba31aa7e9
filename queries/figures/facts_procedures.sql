-- The procedures of an indicator that counts procedures (counted_key). One row per indicator and procedure with a dossier in the
-- period; its day is the as-of date, its unit that of the list, else the one with most of its dossiers.
-- parameters: agency varchar, as_of date, date_from date
with by_unit as (
    select
        e.source as indicator,
        e.agency,
        e.counted_key,
        coalesce(spelling.unit_id, 'unknown') as unit_id,
        any_value(e.unit_key) as unit_key,
        max(e.numerator) as numerator,
        count(*) as dossiers,
    from {{ source }} e
    left join known_spellings() spelling on spelling.agency = e.agency and spelling.alias_key = e.unit_key
    where e.agency = $agency and e.counts_from between $date_from and $as_of
    group by e.source, e.agency, e.counted_key, spelling.unit_id
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
    null::varchar as attribute,
    null::varchar as channel,
from by_unit
qualify row_number() over (partition by indicator, agency, counted_key order by dossiers desc, unit_id desc) = 1
