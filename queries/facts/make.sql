-- Makes a mart of every agency whole, as its text (queries/marts) says. One row per record.
create or replace table {{ mart }} as
select * from {{ source }}
