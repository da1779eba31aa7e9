-- Remembers the time step of the last code that was accepted of one account, one row.
-- parameters: name varchar, step bigint
merge into code_steps
using (select $name as name) as said on code_steps.name = said.name
when matched then update set step = $step
when not matched then insert values (said.name, $step)
