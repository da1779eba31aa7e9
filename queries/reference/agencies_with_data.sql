-- Agencies of which something was imported. One row per agency.
select distinct agency from imports where status = 'active' order by agency
