-- Spellings of indicators, of all agencies. One row per spelling.
-- parameters: agency varchar
select alias_key, name from name_aliases where kind = 'indicator' and $agency is not null
order by name, alias_key
