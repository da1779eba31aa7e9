-- The dossiers of other agencies as this one's part stands open, once for each unit that answers for them in turn: from the day
-- of a hand-over on the unit that took them over, with the days of its span. own_key: the unit that the export names; official:
-- the person that is meant. One row per dossier and unit.
select
    facts.agency as agency,
    facts.record_key as record_key,
    coalesce(held.unit_key, facts.unit_key) as unit_key,
    facts.unit_key as own_key,
    coalesce(people.person, facts.official) as official,
    facts.due_on as due_on,
    case when held.held_from > facts.received_on then held.held_from else facts.received_on end as received_on,
    case when held.held_from > facts.overdue_from then held.held_from else facts.overdue_from end as overdue_from,
    case when held.held_until < facts.open_until then held.held_until else facts.open_until end as open_until
from joint_dossier_facts facts
left join handed_records held
    on held.dataset = 'joint_dossiers' and held.agency = facts.agency and held.record_key = facts.record_key
left join named_people people
    on people.agency = facts.agency and people.official = facts.official and people.unit_key = facts.unit_key
