-- Writes down something about an import in the audit log. One row.
-- parameters: who varchar, what varchar, subject varchar, detail varchar
insert into audit ("at", who, what, subject, detail)
values (now() at time zone 'UTC', $who, $what, $subject, $detail::json)
