-- Gives one account a new password hash, one row.
-- parameters: name varchar, password_hash varchar, now timestamp
update users set password_hash = $password_hash, password_at = $now where name = $name
