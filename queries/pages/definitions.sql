-- The catalogue: one row per indicator.
-- parameters: none
select indicator, name, short_name, kind, numerator, denominator, definition, dataset, direction, sort
from indicators
order by sort
