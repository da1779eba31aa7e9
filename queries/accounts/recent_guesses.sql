-- Wrong guesses since a moment, one row per guess.
-- parameters: since timestamp
select a.who as name, a."at" as guessed_at
from audit as a
where a.what = 'sign_in_failed' and a."at" > $since
order by a."at"
