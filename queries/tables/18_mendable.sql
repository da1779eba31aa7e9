-- Which figures can still be mended after the event: a result issued on paper gets its electronic copy later.

-- true: what is missing can be supplied afterwards
alter table indicators add column is_mendable boolean;
