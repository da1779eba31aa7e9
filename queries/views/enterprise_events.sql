-- Events with enterprises: what files print, and what the office entered on the page, which wins; taken off the list is
-- gone. An event counts from its day, whenever it was told. One row per event. Of each the year that its indicator counts
-- in (`indicators`), and of inspections which one it is of the enterprise's in that year.
create or replace macro enterprise_events_known() as table
with entered_ones as (
    select agency, record_key, said from entered('enterprise_events', null::date)
),
known as (
    select
        coalesce(printed.agency, e.agency) as agency,
        coalesce(printed.record_key, e.record_key) as record_key,
        printed.import_id, printed.row_no,
        coalesce(e.said['kind'], printed.kind) as kind,
        coalesce(try_cast(e.said['held_on'] as date), printed.held_on) as held_on,
        coalesce(e.said['subject'], printed.subject) as subject,
        coalesce(e.said['enterprise'], printed.enterprise) as enterprise,
        coalesce(e.said['unit'], spelling.unit_id, case when printed.unit_key is not null then 'unknown' end) as unit_id,
        coalesce(e.said['document_no'], printed.document_no) as document_no,
        coalesce(try_cast(e.said['answers'] as bigint), printed.answers) as answers,
        coalesce(try_cast(e.said['satisfied'] as bigint), printed.satisfied) as satisfied,
        coalesce(e.said['note'], printed.note) as note,
        e.said['removed'] is not null as is_removed,
    from known_rows('enterprise_events') printed
    full join entered_ones e on e.agency = printed.agency and e.record_key = printed.record_key
    left join known_spellings() spelling on spelling.agency = printed.agency and spelling.alias_key = printed.unit_key
),
dated as (
    select
        known.* exclude (is_removed),
        i.indicator,
        -- the CCHC year begins on 15/12
        year(case when i.year_kind = 'calendar' then held_on else (held_on + interval 17 day)::date end) as of_year,
    from known
    left join indicators i
        on i.indicator = case known.kind
            when 'dialogue' then 'enterprise_dialogues'
            when 'inspection' then 'enterprise_inspections'
            when 'survey' then 'satisfaction_surveys'
        end
    where not is_removed and held_on is not null
)
select
    *,
    case when kind = 'inspection' and enterprise is not null
        then count(*) over (partition by agency, kind, of_year, name_key(enterprise) order by held_on, record_key)
    end as turn,
from dated;

-- The same as figures that the office would report: the dialogues and the survey rounds of the year so far, the most
-- inspections of one enterprise. A year for which it reported the figure itself keeps what it reported. One row per
-- agency, indicator and day.
create or replace macro enterprise_figures() as table
with counted as (
    select
        agency, indicator, held_on, of_year,
        case kind
            when 'dialogue' then count(*) over so_far
            when 'survey' then dense_rank() over so_far
            else coalesce(turn, 1)
        end as so_many,
    from enterprise_events_known() e
    where indicator is not null
    window so_far as (partition by agency, indicator, of_year order by held_on)
)
select distinct
    agency, indicator, held_on as date, indicator || ' | ' || held_on as record_key,
    (max(so_many) over (partition by agency, indicator, of_year order by held_on))::double as numerator,
from counted
where not exists (
    select 1
    from known_rows('measurements') told
    join indicators i on i.indicator = told.indicator
    where
        told.agency = counted.agency and told.indicator = counted.indicator
        and year(case when i.year_kind = 'calendar' then told.date else (told.date + interval 17 day)::date end) = counted.of_year
);
