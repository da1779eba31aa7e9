-- The rows of an indicator that stand above the line (numerator), all of a rate's (denominator), or those still to do
-- (rest: in the denominator, not in the numerator), or each that was entered by hand, those without a fraction too
-- (every); of one month or official where asked. One row per record.
-- parameters: part varchar, month varchar, official varchar
select *
from {{ source }}
where
    case $part
        when 'numerator' then coalesce(numerator, 0) <> 0
        when 'rest' then denominator is not null and coalesce(numerator, 0) = 0
        when 'every' then true
        else denominator is not null
    end
    and ($month is null or strftime(day, '%Y-%m') = $month)
    and ($official is null or coalesce(official, 'Chưa rõ công chức') = $official)
