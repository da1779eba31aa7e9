-- The pictures on slides that people added, of decks being made and of kept ones: one row per picture.
with decks_of_people as (
    select choice from deck_drafts
    union all
    select choice from decks
),
own as (
    select unnest(json_extract(choice, '$.own.*')) as slide from decks_of_people
)
select slide ->> 'picture' as picture, min(slide ->> 'headline') as headline
from own
where slide ->> 'picture' <> ''
group by slide ->> 'picture'
order by slide ->> 'picture'
