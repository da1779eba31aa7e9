-- The kind of each indicator of the catalogue (rate, count or value) and the dataset that it is counted from. One row per
-- indicator.
select indicator, kind, dataset from indicators
