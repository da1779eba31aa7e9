-- The agencies that one home knows. One row per agency.
select agency, name, short_name from agencies
