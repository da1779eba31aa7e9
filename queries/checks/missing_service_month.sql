-- Months between the first and the newest score of Bộ chỉ số phục vụ without any score. One row per month.
-- parameters: agency varchar
with scored as (
    select distinct month from service_index_known() where agency = $agency
),
months as (
    select unnest(generate_series(min(month), max(month), interval 1 month))::date as month from scored
)
select
    strftime(month, '%Y-%m') as subject,
    'Chưa có điểm Bộ chỉ số phục vụ của tháng ' || strftime(month, '%m/%Y') || '.' as message,
from months
where month not in (select month from scored)
order by month
