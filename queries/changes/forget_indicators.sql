-- Takes out the catalogue, to put it in anew. One row per indicator.
-- parameters: agency varchar
delete from indicators where $agency is not null
