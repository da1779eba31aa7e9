-- Criteria with more points than the maximum. One row per criterion and year.
-- parameters: agency varchar
select
    code as subject,
    'Tiêu chí ' || code || ' năm ' || year || ' có ' || replace(coalesce(appraised_points, self_points)::varchar, '.', ',')
    || ' điểm, hơn điểm tối đa ' || replace(max_points::varchar, '.', ',') || '. Hãy kiểm tra bảng điểm.' as message,
from known_rows('criteria')
where agency = $agency and greatest(self_points, appraised_points) > max_points
order by year, code
