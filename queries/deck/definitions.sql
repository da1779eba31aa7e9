-- What each indicator means, one row per indicator.
select name, definition
from indicators
order by sort, indicator
