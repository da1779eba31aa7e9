-- Imports whose original may go: no import of those bytes is younger than `before`. One row per import.
-- An import is as old as the youngest thing that is known to have been there before it, an earlier import or the day of
-- which the file speaks, so that a clock that was behind makes none older. A moment after `now` is of a clock that was
-- ahead: such an import is as old as the next one.
-- parameters: before timestamp, now timestamp
with moments as (
    select
        import_id,
        sha256,
        file_name,
        imported_at,
        case when imported_at <= $now then imported_at end as moment,
        case when as_of <= $now then cast(as_of as timestamp) end as spoken_of,
    from imports
), ages as (
    select
        import_id,
        sha256,
        file_name,
        imported_at,
        greatest(
            max(greatest(moment, spoken_of)) over (order by import_id),
            coalesce(
                moment,
                first_value(moment ignore nulls)
                    over (order by import_id rows between 1 following and unbounded following),
                $now
            )
        ) as known_at,
    from moments
)
select import_id, sha256, file_name, imported_at
from ages
qualify max(known_at) over (partition by sha256) < $before
order by import_id
