-- Removes a single value of the home. One row per name.
-- parameters: name varchar
delete from facts where name = $name
