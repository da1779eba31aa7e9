-- Criteria of a year with what the office entered on the page. One row per criterion, in the order of the file.
-- parameters: agency varchar, year integer
with entered as (
    select
        record_key,
        max(value) filter (name = 'cause') as cause,
        max(value) filter (name = 'remedy') as remedy,
        max(value) filter (name = 'evidence') as evidence,
        max(value) filter (name = 'units') as units,
        max(value) filter (name = 'deadline') as deadline,
    from entries_known()
    where agency = $agency and dataset = 'criteria'
    group by record_key
)
select
    c.code, c.name, c.max_points, c.self_points, c.appraised_points, c.numerator, c.denominator,
    coalesce(entered.cause, c.cause) as cause,
    coalesce(entered.remedy, c.remedy) as remedy,
    coalesce(entered.units, c.unit_text) as units,
    coalesce(entered.deadline, c.deadline) as deadline,
    entered.evidence,
    c.record_key as key, c.as_of, c.import_id, i.file_name, c.row_no,
from criteria_known() c
left join entered using (record_key)
left join imports i on i.import_id = c.import_id
where c.agency = $agency and c.year = $year
order by c.import_id, c.row_no
