-- Spellings of one kind of name. One row per spelling.
-- parameters: kind varchar, scope varchar
select alias_key, min(name) as name from name_aliases
where kind = $kind and coalesce(scope, '') = $scope
group by alias_key
