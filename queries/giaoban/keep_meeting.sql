-- Writes one change of a meeting's record, one row; one that closes the meeting fixes what was concluded up to now.
-- parameters: agency varchar, meeting_on date, starts varchar, ends varchar, place varchar, chair varchar, secretary varchar, present varchar, agenda varchar, next_on date, closes boolean, now timestamp, who varchar, known_on date
insert into meeting_records
select
    coalesce(max(record_id), 0) + 1, $agency, $meeting_on, $starts, $ends, $place, $chair, $secretary, $present,
    $agenda, $next_on,
    if($closes, (select coalesce(max(change_id), 0) from commitments), max_by(fixed_upto, record_id) filter (of_it)),
    if($closes, $now, max_by(closed_at, record_id) filter (of_it)),
    if($closes, $who, max_by(closed_by, record_id) filter (of_it)),
    $now, $who, $known_on,
from (select *, agency = $agency and meeting_on = $meeting_on as of_it from meeting_records)
