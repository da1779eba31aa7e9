-- Of the work of officials what one number counts; of one official, or of one procedure where asked. One row per dossier.
-- parameters: official varchar, part varchar, procedure varchar
select *
from {{ source }}
where
    case $part
        when 'week' then is_week
        when 'overdue' then is_overdue
        when 'paused' then part = 'open' and is_paused
        else part = $part
    end
    and ($official is null or coalesce(official, '') = $official)
    and ($procedure is null or procedure = $procedure)
