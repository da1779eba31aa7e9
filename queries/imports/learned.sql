-- What is remembered of layouts, the newest first: one row per set of answers, with the last file in such a layout.
with newest as (
    select
        layout_key,
        arg_max(answers, answered_at) as answers,
        arg_max(answered_by, answered_at) as who,
        max(answered_at) as answered_at
    from layout_answers
    group by layout_key
),
files as (
    select layout_key, arg_max(dataset, import_id) as dataset, arg_max(file_name, import_id) as file_name
    from imports
    group by layout_key
)
select
    list(newest.layout_key order by newest.layout_key) as layout_keys,
    newest.answers::varchar as answers,
    max(newest.who) as who,
    max(newest.answered_at) as answered_at,
    max(files.dataset) as dataset,
    max(files.file_name) as file_name
from newest
left join files using (layout_key)
where newest.answers::varchar <> '{}'
group by newest.answers::varchar
order by max(newest.answered_at) desc
