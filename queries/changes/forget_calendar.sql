-- Takes out the calendar, to put it in anew. One row per day.
delete from calendar
