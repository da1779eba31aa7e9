-- From which day on something is known: editions of indices, what the office entered and concluded.

-- one row per edition of an index whose day of publication a source tells; of the others it is 1 January after the year
create table index_editions (
    "index" varchar,
    year integer,
    published_on date,
    source varchar              -- who says so
);

-- the newest as-of date that was known when it was written: an earlier view does not show it; null: nothing was imported
alter table entries add column known_on date;
alter table commitments add column known_on date;

create temp macro newest_known(of_agency, at_moment) as (
    select coalesce(
        max(i.as_of) filter (i.dataset in ('dossiers', 'tasks', 'petitions')),
        max(i.as_of) filter (i.dataset = 'field_report'),
        max(i.as_of)
    )
    from imports i
    where i.agency = of_agency and i.imported_at <= at_moment and i.status <> 'rolled_back'
);
update entries set known_on = newest_known(agency, entered_at);
update commitments set known_on = newest_known(agency, changed_at);
drop macro temp.newest_known;
