-- Agencies that real use can start with: those of the reference data. One row per agency.
select agency, name from agencies order by name
