-- Targets of components of indices (PCI, PGI, PAPI) of an agency. One row per index, year and component.
-- parameters: agency varchar
select "index", year, component, weight, comparison, value, unit_text, source
from component_targets
where agency = $agency
order by "index", year, component
