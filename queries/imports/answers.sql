-- What was answered last about a layout. At most one row.
-- parameters: layout_key varchar
select answers from layout_answers where layout_key = $layout_key order by answered_at desc limit 1
