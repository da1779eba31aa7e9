-- Targets and owners of index components, one row per index, year and component.
-- parameters: agency varchar
select "index", year, component, weight, comparison, value, unit_text, source
from component_targets
where agency = $agency
order by "index", year, component
