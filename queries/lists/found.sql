-- The rows of a list in which every word occurs somewhere, whatever its accents. One row per row of the list.
-- parameters: words varchar[]
select *
from {{ source }} listed
where
    len($words) = 0
    or list_bool_and([contains(name_key(concat_ws(' ', *columns(listed.*))), word) for word in $words])
