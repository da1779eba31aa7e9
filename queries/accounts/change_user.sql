-- Changes role, unit and activity of one account, one row.
-- parameters: name varchar, display_name varchar, role varchar, unit_id varchar, is_active boolean
update users
set display_name = $display_name, role = $role, unit_id = $unit_id, is_active = $is_active
where name = $name
