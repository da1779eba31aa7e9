-- Swapped days, of all agencies. One row per day.
-- parameters: agency varchar
select day, is_working, note, source from day_overrides where $agency is not null
order by day
