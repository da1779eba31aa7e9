-- Sums that were made elsewhere and are shown here (docs/scale.md). One row per indicator, spelling of a unit, procedure (of shares
-- of procedures) and day or span of days; `entries` counts the records that are added up.
create table attached_sums (
    indicator varchar, agency varchar, unit_key varchar, counted_key varchar, counts_from date, counts_until date,
    numerator bigint, denominator bigint, entries bigint
);

-- Of which months the imports behind them speak, where they print no period: the first day of records. One row per import and month.
create table attached_days (import_id bigint, day date);
