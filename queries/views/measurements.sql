-- Figures that the office reports itself, and what its events with enterprises and its list of procedures say of the
-- same ones, here or where attached sums come from.
-- One row per agency, indicator, unit and day.
create or replace macro measurements_known() as table
select r.*, coalesce(spelling.unit_id, case when r.unit_key is not null then 'unknown' end) as unit_id
from known_rows('measurements') r
left join known_spellings() spelling on spelling.agency = r.agency and spelling.alias_key = r.unit_key
union all by name
from enterprise_figures()
union all by name
from procedure_figures()
union all by name
from attached_figures;
