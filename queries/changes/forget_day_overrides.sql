-- Takes out the swapped days, to put them in anew. One row per day.
-- parameters: agency varchar
delete from day_overrides where $agency is not null
