-- Spellings of one kind of name: place (a province; of the scope agency an agency), index, indicator. One row per spelling.
-- parameters: kind varchar, scope varchar
select alias_key, min(name) as name from name_aliases
where kind = $kind and coalesce(scope, '') = $scope
group by alias_key
