-- Writes down who imported or rolled back what. One row per action.
-- parameters: who varchar, what varchar, subject varchar, detail varchar
insert into audit ("at", who, what, subject, detail)
values (now() at time zone 'UTC', $who, $what, $subject, $detail::json)
