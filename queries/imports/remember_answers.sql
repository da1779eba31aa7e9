-- Keeps what the uploader answered about a layout, later than all before, also where the clock was set back. One row.
-- parameters: layout_key varchar, answers varchar, now timestamp, who varchar
insert into layout_answers (layout_key, answers, answered_at, answered_by)
select $layout_key, $answers::json, greatest($now, max(answered_at) + interval 1 microsecond), $who from layout_answers
