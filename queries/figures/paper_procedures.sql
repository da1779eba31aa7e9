-- How many procedures of the lists say whether their result is given on paper. One row.
-- parameters: agencies varchar[]
select count(gives_paper_result) as told
from procedures_known()
where agency in $agencies
