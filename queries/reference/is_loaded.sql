-- Has the reference data been copied into this home? One row.
select count(*) > 0 as loaded from agencies
