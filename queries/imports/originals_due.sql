-- Imports whose original may go: no import of those bytes is younger than the moment. One row per import.
-- parameters: before timestamp
select import_id, sha256, file_name, imported_at
from imports
qualify max(imported_at) over (partition by sha256) < $before
order by import_id
