-- The templates of slides that agencies of the home chose. One row per agency that has one.
select json_extract_string(value, '$.sha256') as sha256
from facts
where name like 'slide_template/%' and value <> ''
