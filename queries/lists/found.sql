-- The rows of a list that hold every word, whatever its accents; `whose`: with its agency's name. One row per row of the list.
-- parameters: words varchar[]
with listed as (
    -- what a row says is put together once, and only where something is searched
    select
        *,
        case when len($words) > 0 then replace(strip_accents(lower(concat_ws(' ', *columns(*)))), 'đ', 'd') end as said,
    from {{ source }} list_asked
    left join (select {{ whose }}, name as {{ whose }}_name from agencies) owner using ({{ whose }})
)
select * exclude (said)
from listed
where len($words) = 0 or list_bool_and([contains(said, word) for word in $words])
