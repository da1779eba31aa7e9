-- Teaches a spelling of an index, a component, a place or an indicator. One row.
-- parameters: kind varchar, scope varchar, alias_key varchar, name varchar
insert into name_aliases (kind, scope, alias_key, name) values ($kind, $scope, $alias_key, $name)
