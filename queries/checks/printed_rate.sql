-- Entered rates that are not their own fraction at any usual rounding (whole percent, one or two decimals).
-- One row per measurement.
-- parameters: agency varchar
with rates as (
    select m.*, m.numerator / m.denominator as fraction, coalesce(i.name, m.indicator) as indicator_name
    from measurements_known() m
    left join indicators i using (indicator)
    where m.agency = $agency and m.value is not null and m.numerator is not null and m.denominator > 0
)
select
    record_key as subject,
    'Tỷ lệ ghi ' || replace(format('{:.2f}', value * 100), '.', ',') || '% nhưng '
    || format('{:.0f}', numerator) || '/' || format('{:.0f}', denominator) || ' là '
    || replace(format('{:.2f}', fraction * 100), '.', ',') || '% (chỉ tiêu ' || indicator_name || ', ngày '
    || strftime(date, '%d/%m/%Y') || '). Hãy sửa tỷ lệ hoặc tử số, mẫu số rồi nhập lại.' as message,
from rates
where
    abs(value - round(fraction, 2)) > 1e-9
    and abs(value - round(fraction, 3)) > 1e-9
    and abs(value - round(fraction, 4)) > 1e-9
    and abs(value - fraction) > 1e-6
order by indicator, date
