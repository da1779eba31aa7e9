-- What is true of a petition whatever the day one asks for. One row per petition.
-- Without a due date it is answered on time; but what an enterprise asks is answered within 15 working days of receipt,
-- 30 where it is complex (Kế hoạch PCI, PGI năm 2024 của Sở Tư pháp, 20.4, theo Nghị định 55/2019/NĐ-CP): term_days says
-- where the due date comes from that; a printed one stays.
with termed as (
    select
        petitions_current.*,
        case
            when kind = 'enterprise' and due_on is null and received_on is not null
                then case when is_complex then 30 else 15 end
        end as term_days
    from petitions_current
),
dated as (
    select
        termed.agency as agency,
        termed.record_key as record_key,
        termed.unit_key as unit_key,
        termed.received_on as received_on,
        coalesce(termed.due_on, reckoned.day) as due_on,
        termed.term_days as term_days,
        termed.answered_on as answered_on,
        termed.satisfaction as satisfaction
    from termed
    left join calendar received on received.day = termed.received_on
    left join calendar reckoned
        on reckoned.is_working = true and reckoned.working_days = received.working_days + termed.term_days
)
select
    p.agency as agency,
    p.record_key as record_key,
    p.unit_key as unit_key,
    nullif('', '') as official,
    p.received_on as received_on,
    p.due_on as due_on,
    p.term_days as term_days,
    p.answered_on as answered_on,
    due.working_days as due_worked,
    answered.working_days as ended_worked,
    case when p.answered_on > p.due_on then 1 when p.answered_on is not null then 0 end as is_late,
    case when p.satisfaction is not null then 1 else 0 end as is_rated,
    case when p.satisfaction in ('satisfied', 'accepted') then 1 else 0 end as is_satisfied,
    -- the first day on which it is overdue
    case
        when p.due_on < p.received_on then p.received_on
        when p.received_on is not null then cast(p.due_on + interval '1' day as date)
    end as overdue_from,
    coalesce(p.answered_on, date '2099-12-31') as open_until
from dated p
left join calendar due on due.day = p.due_on
left join calendar answered on answered.day = p.answered_on
