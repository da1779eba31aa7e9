-- Takes out the spellings of indicators, to put them in anew. One row per spelling.
delete from name_aliases where kind = 'indicator'
