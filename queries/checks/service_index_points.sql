-- Components of Bộ chỉ số phục vụ with more points than their maximum, months whose components have not 100 points together
-- (Quyết định 766/QĐ-TTg). One row per month, and component where it is of one.
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
        || replace(round(sum(max_score), 2)::varchar, '.', ',')
        || case when sum(max_score) > 100 then ', hơn 100: có dòng được tính hai lần.' else ', chưa đủ 100: còn thiếu thành phần.' end,
    from known
    group by month
    having abs(sum(max_score) - 100) > 1e-6
)
order by month, subject
