-- Months between the first and the newest export of dossiers that no export covers. One row per month.
-- parameters: agency varchar
with exports as (
    select
        date_trunc('month', coalesce(period_from, as_of))::date as first_month,
        date_trunc('month', coalesce(period_to, as_of))::date as last_month,
    from imports
    where agency = $agency and dataset = 'dossiers' and status = 'active'
),
months as (
    select unnest(generate_series(min(first_month), max(last_month), interval 1 month))::date as month
    from exports
)
select
    strftime(month, '%Y-%m') as subject,
    'Chưa có tệp hồ sơ Một cửa của tháng ' || strftime(month, '%m/%Y')
    || '. Hãy xuất và nhập tháng đó, nếu không số liệu của tháng chỉ gồm hồ sơ còn thấy ở các tháng sau.' as message,
from months
where not exists (select 1 from exports where month between first_month and last_month)
order by month
