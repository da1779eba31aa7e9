-- Adds a single value of the home. One row per name.
-- parameters: name varchar, value varchar
insert into facts (name, value) values ($name, $value)
