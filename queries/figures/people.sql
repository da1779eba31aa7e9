-- The same rows with the person whom an official's name means in its unit. One row per indicator and record.
select e.* replace (coalesce(people.person, e.official) as official)
from {{ source }} e
left join named_people people
    on people.agency = e.agency and people.official = e.official and people.unit_key = e.unit_key
