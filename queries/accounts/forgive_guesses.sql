-- Forgives the guesses of one account, one row per place and hour.
-- parameters: name varchar
update guesses set is_forgiven = true where name = $name and not is_forgiven
