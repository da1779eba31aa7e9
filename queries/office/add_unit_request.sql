-- A unit is asked for, or refused; later than all before, also where the clock was set back. One row.
-- parameters: agency varchar, alias_key varchar, name varchar, file_name varchar, is_refused boolean, reason varchar, now timestamp, who varchar
insert into unit_requests
select
    $agency, $alias_key, $name, $file_name, $is_refused, $reason,
    greatest($now, max("at") + interval 1 microsecond), $who
from unit_requests
