-- The indicators that this home knows. One row per indicator, in the order of the catalogue.
select
    indicator, name, short_name, kind, numerator, denominator, definition, dataset, direction, year_kind, day_basis, is_mendable,
    sort
from indicators
order by sort, indicator
