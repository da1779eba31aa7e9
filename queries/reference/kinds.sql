-- The kind of each indicator of the catalogue: rate, count or value. One row per indicator.
select indicator, kind from indicators
