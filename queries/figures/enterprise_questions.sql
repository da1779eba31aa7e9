-- What enterprises asked (petitions of that kind) in a span of days: received in it, brought over, answered in it, how, and
-- how many stood open and overdue on its last day. One row.
-- parameters: agency varchar, date_from date, date_to date, units varchar[]
with asked as (
    select f.*, p.posted_on
    from petition_facts f
    join petitions_current p on p.agency = f.agency and p.record_key = f.record_key
    left join known_spellings() spelling on spelling.agency = f.agency and spelling.alias_key = f.unit_key
    where
        f.agency = $agency and p.kind = 'enterprise' and f.received_on <= $date_to
        and ($units is null or list_contains($units, coalesce(spelling.unit_id, 'unknown')))
),
said as (
    select
        *,
        received_on >= $date_from as is_new,
        answered_on between $date_from and $date_to as is_answered,
        open_until > $date_to as is_open,
    from asked
)
select
    count(*) filter (is_new) as received,
    count(*) filter (not is_new and open_until >= $date_from) as carried_over,
    count(*) filter (is_answered) as answered,
    count(*) filter (is_answered and is_late = 0) as on_time,
    count(*) filter (is_answered and is_late = 1) as late,
    count(*) filter (is_answered and posted_on <= $date_to) as posted,
    bool_or(posted_on is not null) as is_posting_told,
    coalesce((select bool_or(kind is not null) from petitions_current where agency = $agency), true) as is_kind_told,
    count(*) filter (is_open) as open,
    count(*) filter (is_open and overdue_from <= $date_to) as overdue,
from said
