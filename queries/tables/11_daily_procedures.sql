-- Received dossiers per procedure as printed, spelling of a unit and day; kept like daily_figures.
-- One or more rows per procedure, spelling and day; what stands in several rows is added up.
create table daily_procedures (
    agency varchar,
    procedure_code varchar,     -- '' where the export prints none
    procedure_name varchar,
    unit_key varchar,
    day date,                   -- of receipt
    received bigint,
    online bigint,
    paid bigint,                -- paid online
    postal bigint               -- filed by the public post, or with a result sent by it
);
