-- What was answered last about each of the layouts answered about most recently. One row per layout, the newest first.
select layout_key, arg_max(answers, answered_at) as answers
from layout_answers
group by layout_key
order by max(answered_at) desc
limit 20
