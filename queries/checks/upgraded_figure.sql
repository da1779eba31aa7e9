-- Figures and targets that an upgrade of the program changed. One row per figure and upgrade.
-- parameters: agency varchar
select
    u.indicator as subject,
    'Khi nâng cấp lên phiên bản ' || u.program || ', '
    || case u.what when 'target' then 'mức giao của ' else '' end
    || '“' || coalesce(i.name, u.indicator) || '” tính đến ' || strftime(u.as_of, '%d/%m/%Y') || ' đổi từ '
    || coalesce(replace(round(u.before * if(i.kind = 'rate', 100, 1), 2)::varchar, '.', ',')
        || if(i.kind = 'rate', '%', ''), 'chưa có')
    || ' sang '
    || coalesce(replace(round(u.after * if(i.kind = 'rate', 100, 1), 2)::varchar, '.', ',')
        || if(i.kind = 'rate', '%', ''), 'chưa có')
    || '. Hãy đối chiếu với văn bản giao.' as message
from upgraded_figures u
left join indicators i on i.indicator = u.indicator
where u.agency = $agency
order by u."at", u.indicator, u.what
