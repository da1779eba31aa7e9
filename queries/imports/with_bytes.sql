-- How many imports, of whatever status, were made from a file. One row.
-- parameters: sha256 varchar
select count(*) as imports from imports where sha256 = $sha256
