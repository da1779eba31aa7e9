-- Every agency with its names. One row per agency.
select agency, name, short_name from agencies order by name
