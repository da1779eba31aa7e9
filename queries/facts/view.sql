-- Makes the view of what stands open, as its text (queries/marts) says. One row per record and unit that answers for it.
create or replace view {{ mart }} as
select * from {{ source }}
