-- The kind of each indicator of the catalogue (rate, count or value), the dataset that it is counted from and the year
-- that it goes by. One row per indicator.
select indicator, kind, dataset, year_kind from indicators
