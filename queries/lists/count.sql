-- How many rows a list has. One row.
select count(*) as total from {{ source }}
