-- The audit log in a span of time: the newest 20,000 acts, and beside them the newest 1,000 counts of wrong guesses,
-- so that no flood of guesses hides an act. One row per act or count.
-- parameters: since timestamp, until timestamp
(
    select "at", who, what, subject, detail
    from audit
    where "at" >= $since and "at" < $until
    order by "at" desc
    limit 20000
)
union all
(
    select
        last_at, case when starts_with(name, '?') then '?' else name end, 'sign_in_failed', '',
        json_object('address', address, 'wrong', wrong, 'refused', refused)
    from guesses
    where last_at >= $since and last_at < $until
    order by last_at desc
    limit 1000
)
order by 1 desc
