-- The rows of a list that hold every word, whatever its accents; `whose`: with its agency's name. One row per row of the list.
-- Names: `told` where the list says what of it is searched, folded already, else `untold`: all of it; `shown` where nothing is
-- searched, or was below (lists/searched): then no text is put together.
-- parameters: words varchar[]
with listed as (
    select
        *,
        concat_ws( -- {{ told }}
            ' ', -- {{ told }}
            {{ whose }}, whose_told, -- {{ told }}
            told -- {{ told }}
        ) as said, -- {{ told }}
        days_printed(folded(concat_ws(' ', *columns(*)))) as said, -- {{ untold }}
        null::varchar as said, -- {{ shown }}
    from {{ source }} list_asked
    left join (select {{ whose }}, name as {{ whose }}_name, folded(name) as whose_told from agencies) owner using ({{ whose }})
)
select * exclude (
    told, -- {{ told }}
    whose_told, -- {{ whose }}
    said
)
from listed
where said is null or list_bool_and([contains(said, word) for word in $words])
