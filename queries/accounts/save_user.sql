-- Writes one account, a new one or what it says now; when its password was set follows. One row.
-- parameters: name varchar, display_name varchar, role varchar, unit varchar, is_active boolean, password_hash varchar, second_factor varchar, now timestamp, who varchar
merge into users
using (select $name as name, $password_hash as password_hash) as said on users.name = said.name
when matched then update set
    display_name = $display_name,
    role = $role,
    unit_id = $unit,
    is_active = $is_active,
    password_hash = said.password_hash,
    second_factor = $second_factor,
    password_at = case when users.password_hash is distinct from said.password_hash then $now else password_at end
when not matched then insert values (
    $name, $display_name, $role, $unit, said.password_hash, $is_active, $now, $who,
    case when said.password_hash is not null then $now end, $second_factor
)
