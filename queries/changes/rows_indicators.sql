-- The catalogue, of all agencies. One row per indicator.
-- parameters: agency varchar
select
    indicator, name, short_name, kind, numerator, denominator, definition, dataset, direction, year_kind, day_basis, sort
from indicators
where $agency is not null
order by sort, indicator
