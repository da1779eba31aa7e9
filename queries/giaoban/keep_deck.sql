-- Keeps one deck, paper or conclusion with the figures it showed, one row.
-- parameters: agency varchar, as_of date, title varchar, choice varchar, figures varchar, kind varchar, data_version bigint, now timestamp, who varchar
insert into decks
select
    coalesce(max(deck_id), 0) + 1, $agency, $as_of, $title, $choice::json, $figures::json, $now, $who, $kind,
    $data_version, [], null,
from decks
