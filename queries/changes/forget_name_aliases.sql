-- Takes out the spellings of indicators, to put them in anew. One row per spelling.
-- parameters: agency varchar
delete from name_aliases where kind = 'indicator' and $agency is not null
