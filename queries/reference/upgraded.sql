-- Keeps a figure that an upgrade changed. One row per figure.
-- parameters: at timestamp, program varchar, agency varchar, as_of date, indicator varchar, what varchar, before double, after double
insert into upgraded_figures ("at", program, agency, as_of, indicator, what, before, after)
values ($at, $program, $agency, $as_of, $indicator, $what, $before, $after)
