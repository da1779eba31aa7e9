-- Keeps what the uploader answered about a layout. One row per layout.
-- parameters: layout_key varchar, answers varchar, now timestamp, who varchar
insert into layout_answers (layout_key, answers, answered_at, answered_by)
values ($layout_key, $answers::json, $now, $who)
