-- Figures and targets that an upgrade of the program changed. One row per figure and upgrade.
-- parameters: agency varchar
with changed as (
    select
        u.*,
        coalesce(i.name, u.indicator) as name,
        if(i.kind = 'rate', 100, 1) as factor,
        if(i.kind = 'rate', '%', '') as sign,
    from upgraded_figures u
    left join indicators i on i.indicator = u.indicator
    where u.agency = $agency
),
shown as (
    select
        *,
        [
            coalesce(regexp_replace(replace(round(value * factor, 2)::varchar, '.', ','), ',0$', '') || sign, 'chưa có')
            for value in ["before", "after"]
        ] as numbers,
    from changed
)
select
    indicator as subject,
    'Khi nâng cấp lên phiên bản ' || program || ', ' || case what when 'target' then 'mức giao của ' else '' end
    || '“' || name || '” tính đến ' || strftime(as_of, '%d/%m/%Y') || ' đổi từ '
    || array_to_string(numbers, ' sang ') || '. Hãy đối chiếu với văn bản giao.' as message
from shown
order by "at", indicator, what
