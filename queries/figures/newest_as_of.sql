-- The day that figures speak of by default: the newest as-of date of the datasets that have one of their own, else of
-- any other (theirs may be the day of the import). One row.
-- parameters: agency varchar
select coalesce(
    max(as_of) filter (dataset in ('dossiers', 'tasks', 'petitions')),
    max(as_of) filter (dataset = 'field_report'),
    max(as_of)
) as as_of
from imports
where agency = $agency and status = 'active'
