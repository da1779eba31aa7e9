-- Of the rows of a list of what is overdue those that were overdue on another day too (stays), or those that were not, in the
-- units asked for, whichever of them answered then. One row per row of the list. Names: a mart's view of what stands open.
-- parameters: agencies varchar[], other_day date, stays boolean, units varchar[]
select e.*
from {{ source }} e
left join (
    select distinct held.agency, held.record_key
    from {{ open }} held
    left join known_spellings() spelling on spelling.agency = held.agency and spelling.alias_key = held.unit_key
    where
        held.agency in $agencies
        and held.overdue_from <= $other_day
        and held.open_until > $other_day
        and ($units is null or list_contains($units, coalesce(spelling.unit_id, 'unknown')))
) other on other.agency = e.agency and other.record_key = e.record_key
where (other.record_key is not null) = $stays
