-- Which file gave what, and what of it was rejected.

-- one row per import, in the order in which they happened
create table imports (
    import_id bigint,
    dataset varchar,
    agency varchar,
    file_name varchar,
    sha256 varchar,
    sheet varchar,
    header_row integer,         -- Excel's number of the first header row
    title varchar,              -- the title block, for people
    as_of date,
    period_from date,
    period_to date,
    unit_filter varchar,        -- unit or source filter printed on the sheet, '' if none
    slice varchar,              -- what a later file supersedes, one line per plan or year; '' = goes by key only
    mode varchar,               -- replace, add
    parameters json,            -- what the caller said, to import it again: dataset, as_of, answers
    status varchar,             -- active, superseded, rolled_back
    superseded_by bigint,
    columns varchar[],          -- fields whose column the file has
    layout_key varchar,         -- fingerprint of the header, for remembered answers
    rows_read bigint,
    rows_loaded bigint,
    rows_rejected bigint,
    rows_skipped bigint,
    unknown_columns varchar[],
    unknown_units varchar[],
    warnings json,              -- [{code, message}]
    printed json,               -- what the sheet itself says: totals, rates
    imported_at timestamp,
    imported_by varchar
);

-- one row per rejected cell (or row)
create table import_rejects (
    import_id bigint,
    sheet varchar,
    row_no bigint,              -- Excel's row number
    field varchar,
    header varchar,
    value varchar,
    code varchar,
    message varchar,
    record_key varchar          -- where it could be read: an appearance of that record
);
