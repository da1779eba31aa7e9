-- What events with enterprises and lists of procedures said where attached sums come from. One row per agency, indicator and day.
create table attached_figures (
    agency varchar, indicator varchar, date date, record_key varchar, numerator double, denominator double
);
