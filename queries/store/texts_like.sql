-- Different texts of a column in which something is found, as a regular expression says. One row per text.
-- parameters: pattern varchar
select distinct cast("{{ column }}" as varchar) as text
from {{ table }}
where regexp_matches(cast("{{ column }}" as varchar), $pattern)
