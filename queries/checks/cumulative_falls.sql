-- Reported figures that count from the beginning of their year (counts; rates whose definition says so), smaller than the
-- one before in the same year: the file may give each month its own. One row per measurement.
-- parameters: agency varchar
with reported as (
    select
        m.record_key, m.indicator, m.date, i.kind, coalesce(m.unit_id, m.unit_key, '') as unit,
        i.name || coalesce(' của ' || coalesce(u.name, m.unit_text), '') as whose,
        case
            when i.kind = 'count' then coalesce(m.numerator, m.value)
            else coalesce(m.value, m.numerator / nullif(m.denominator, 0))
        end as value,
        year(case when i.year_kind = 'cchc' then m.date + interval 17 day else m.date end) as of_year,
    from measurements_known() m
    join indicators i using (indicator)
    left join units u using (unit_id)
    where m.agency = $agency and (i.kind = 'count' or i.definition ilike '%lũy kế%')
),
told as (
    select
        *,
        case when kind = 'count' then format('{:.0f}', value) else replace(format('{:.2f}', value * 100), '.', ',') || '%' end
        || ' (ngày ' || strftime(date, '%d/%m/%Y') || ')' as said,
    from reported
    where value is not null
)
select
    record_key as subject,
    whose || ' giảm từ ' || lag(said) over before || ' còn ' || said || ', trong khi đây là số lũy kế từ đầu năm. '
    || 'Hãy kiểm tra tệp có ghi số của riêng từng tháng không.' as message,
from told
window before as (partition by indicator, unit, of_year order by date)
qualify lag(value) over before - value > 1e-9
order by indicator, date, unit
