-- Does the database answer? One row.
select 1 as alive
