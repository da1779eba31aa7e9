-- How the states of tasks without a finishing day say that they are done: early, on_time, late or done. One row per agency
-- and state that says so.
create or replace view said_states as
select distinct agency, status, done_how(status) as said
from tasks_current
where finished_on is null and done_how(status) is not null;
