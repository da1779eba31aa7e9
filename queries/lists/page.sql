-- Some rows of a list, in its own order or that of columns asked for: `falling` ones from the largest down, `rising` ones up;
-- with a seed in an order that nobody can foresee and anybody can draw again. One row per row of the list.
-- parameters: skip integer, most integer, seed varchar
select *
from {{ source }}
order by
    case when $seed <> '' then md5(concat_ws(':', $seed, id, key)) end,
    {{ falling }} desc nulls last,
    {{ rising }} nulls last,
    {{ whose }},
    day, key, id
limit $most offset $skip
