-- Points of the units below an agency in a year, as known on a day. One row per unit and criterion.
-- parameters: agency varchar, year integer, as_of date
select s.unit_id, s.words, s.criterion, s.name, s.max_points, s.self_points, s.appraised_points, s.note, i.file_name, s.row_no
from unit_scores_known($as_of) s
left join imports i on i.import_id = s.import_id
where s.agency = $agency and s.year = $year
order by s.unit_id, s.words, s.row_no, s.criterion
