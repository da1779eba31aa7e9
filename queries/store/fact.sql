-- Single values of the home. One row per name.
-- parameters: name varchar
select value from facts where name = $name
