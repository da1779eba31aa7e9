-- Writes a single value of the home. One row per name.
-- parameters: name varchar, value varchar
merge into facts
using (select $name as name, $value as value) as said using (name)
when matched then update set value = said.value
when not matched then insert by name
