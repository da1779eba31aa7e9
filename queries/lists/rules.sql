-- Dossiers in hand (figures/compliance) that break one of some rules ('untold': of which nobody can tell), each with what it
-- breaks, else what nobody can tell, in words: the names of the rules' codes. One row per dossier.
-- parameters: codes varchar[], names varchar[], rules varchar[]
with chosen as (
    select
        *,
        received as day,
        array_to_string(
            list_transform(if(len(broken) > 0, broken, untold), lambda code: $names[list_position($codes, code)]), '; '
        ) as broken_words,
    from {{ source }}
    where
        list_has_any(broken, $rules)
        or (list_contains($rules, 'untold') and len(broken) = 0 and len(untold) > 0)
)
select
    *,
    folded(concat_ws(' ', id, title, unit_name, official, printed(received), printed(due), file_name, row_no, broken_words)) as told, -- {{ told }}
from chosen
