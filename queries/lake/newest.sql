-- An agency's rows of a dataset without a history of its own, as they count now. One row per key.
-- parameters: agency varchar
select * exclude (stood) from known_rows('{{ table }}') where agency = $agency order by record_key
