-- Puts other texts in place of some in a column. One row per row that had one.
-- parameters: before varchar[], after varchar[]
update {{ table }} set "{{ column }}" = said.later
from (select unnest($before) as earlier, unnest($after) as later) as said
where cast("{{ column }}" as varchar) = said.earlier
