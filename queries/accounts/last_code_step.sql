-- The time step of the last code that was accepted of one account, at most one row.
-- parameters: name varchar
select step from code_steps where name = $name
