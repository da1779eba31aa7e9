-- Criteria of a year as known on a day, with what the office entered on the page. One row per criterion, in the order of the file.
-- `points`: the appraised ones where there are any. Points taken away have no maximum above nothing, whatever the table prints.
-- parameters: agency varchar, year integer, as_of date
select
    c.code, c.name, case when c.max_points < 0 then 0 else c.max_points end as max_points,
    c.self_points, c.appraised_points, coalesce(c.appraised_points, c.self_points) as points, c.numerator, c.denominator,
    coalesce(said['cause'], c.cause) as cause,
    coalesce(said['remedy'], c.remedy) as remedy,
    coalesce(said['units'], c.unit_text) as units,
    coalesce(said['deadline'], c.deadline) as deadline,
    said['evidence'] as evidence,
    c.record_key as key, c.as_of, c.import_id, i.file_name, c.row_no,
from criteria_at($as_of) c
left join entered('criteria', $as_of) using (agency, record_key)
left join imports i on i.import_id = c.import_id
where c.agency = $agency and c.year = $year
order by c.stood
