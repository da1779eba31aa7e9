-- What the office entered about single deadlines of plans (submitted_on, is_thin, cause, promised_on, note). One row per
-- key of a deadline that has any.
-- parameters: agency varchar, as_of date
select
    record_key as key, try_cast(said['submitted_on'] as date) as submitted_on, said['is_thin'] as is_thin,
    said['cause'] as cause, try_cast(said['promised_on'] as date) as promised_on, said['note'] as note,
from entered('plan_tasks', $as_of)
where agency = $agency
