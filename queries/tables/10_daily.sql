-- Sums of the dossier indicators per day, so that a page costs the same with 15 thousand and with 10 million dossiers.
-- Kept by chiso/figures/kept.py from queries/indicators; whatever else asks counts the dossiers themselves.

-- one or more rows per indicator, spelling of a unit and day; what stands in several rows is added up
create table daily_figures (
    agency varchar,
    indicator varchar,
    unit_key varchar,
    day date,                   -- of the event; for what is open: the day from which on it counts, or no longer does
    numerator bigint,
    denominator bigint,
    known bigint,               -- rows whose numerator is known
    entries bigint
);
