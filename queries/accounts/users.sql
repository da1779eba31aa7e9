-- Every account, one row per account.
select name, display_name, role, unit_id, password_hash, is_active, created_at, created_by, password_at
from users
order by name
