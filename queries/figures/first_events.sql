-- The first day from which a row of each indicator counts. One row per indicator with any.
-- parameters: agencies varchar[]
select source as indicator, min(counts_from) as first_day
from {{ source }}
where agency in $agencies
group by source
