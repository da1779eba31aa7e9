-- Components of Bộ chỉ số phục vụ with more points than their maximum, months with more than 100 points to have (Quyết định
-- 766/QĐ-TTg). One row per month, and component where it is of one.
-- parameters: agency varchar
with known as (
    select * from service_index_known() where agency = $agency
)
select subject, message
from (
    select
        month, component as subject,
        'Thành phần “' || component || '” tháng ' || strftime(month, '%m/%Y') || ' có ' || replace(score::varchar, '.', ',')
        || ' điểm, hơn điểm tối đa ' || replace(max_score::varchar, '.', ',') || '.' as message,
    from known
    where score > max_score
    union all
    select
        month, strftime(month, '%m/%Y'),
        'Điểm tối đa các thành phần tháng ' || strftime(month, '%m/%Y') || ' cộng lại '
        || replace(sum(max_score)::varchar, '.', ',') || ', hơn 100: có dòng được tính hai lần.',
    from known
    group by month
    having sum(max_score) > 100 + 1e-9
)
order by month, subject
