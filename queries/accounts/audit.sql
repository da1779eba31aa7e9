-- Writes down who did what, one row.
-- parameters: at timestamp, who varchar, what varchar, subject varchar, detail varchar
insert into audit values ($at, $who, $what, $subject, $detail::json)
