-- The rows of a list that say in each of some columns (only) one of the values asked for, as 'official:Lê An'; of one that says
-- nothing 'official:'. One row per row of the list.
-- parameters: only varchar[]
select *
from {{ source }}
where
    len($only) > 0
    and list_contains($only, '{{ only }}:' || coalesce({{ only }}::varchar, ''))
