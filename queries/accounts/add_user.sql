-- Adds one account, one row.
-- parameters: name varchar, display_name varchar, role varchar, unit_id varchar, password_hash varchar, now timestamp, who varchar
insert into users
values (
    $name, $display_name, $role, $unit_id, $password_hash, true, $now, $who,
    case when $password_hash is null then null else $now end
)
