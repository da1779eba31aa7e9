-- Components of Bộ chỉ số phục vụ with more points than their maximum. One row per month and component.
-- parameters: agency varchar
select
    component as subject,
    'Thành phần “' || component || '” tháng ' || strftime(month, '%m/%Y') || ' có ' || replace(score::varchar, '.', ',')
    || ' điểm, hơn điểm tối đa ' || replace(max_score::varchar, '.', ',') || '.' as message,
from known_rows('service_index')
where agency = $agency and score > max_score
order by month, component
