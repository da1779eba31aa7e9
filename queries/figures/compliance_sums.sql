-- Dossiers in hand (figures/compliance) counted: a million of them have few ways to break rules. One row per unit, rules that are
-- broken and rules of which nobody can tell.
select unit, unit_name, broken, untold, count(*) as dossiers
from {{ source }}
group by all
order by unit, unit_name, broken, untold
