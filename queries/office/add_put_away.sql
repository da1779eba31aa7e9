-- A finding is put away, or shown again (reason null); later than all before, also where the clock was set back. One row.
-- parameters: agency varchar, finding varchar, sign integer, said varchar, reason varchar, since date, until date, now timestamp, who varchar
insert into put_away
select
    $agency, $finding, $sign, $said, $reason, $since, $until,
    greatest($now, max("at") + interval 1 microsecond), $who
from put_away
