-- Wrong guesses that still count, one row per account, place and hour.
-- parameters: since timestamp
select name, address, device, wrong, last_at
from guesses
where not is_forgiven and wrong > 0 and last_at > $since
order by last_at
