-- The unit that a code or a spelling means within an agency; the code first. At most one row.
-- parameters: agency varchar, code varchar, alias_key varchar
select unit_id from (
    select unit_id, 1 as preference from units where unit_id = $code and (agency = $agency or agency is null)
    union all
    select unit_id, 2 from unit_aliases where agency = $agency and alias_key = $alias_key
    union all
    select unit_id, 3 from units where agency is null and unit_id = 'unknown' and $alias_key = 'chua xac dinh'
)
order by preference
limit 1
