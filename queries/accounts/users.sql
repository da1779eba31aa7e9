-- Every account, one row per account.
select name, coalesce(nullif(display_name, ''), name) as display_name, role, unit_id as unit, is_active, password_hash,
    second_factor
from users
order by name
