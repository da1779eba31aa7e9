-- Days of a year that differ from the plain week: holidays, substitute days, worked week-ends. One row per day.
-- parameters: year integer
select day, is_working, note from calendar
where year(day) = $year and (note is not null or is_working <> (isodow(day) <= 5))
order by day
