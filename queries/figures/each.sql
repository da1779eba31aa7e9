-- The rows of indicators, one by one (`entries`). One row per indicator and record.
select *, 1 as entries
from {{ source }}
