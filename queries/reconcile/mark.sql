-- Says that a finding has been looked at (or takes that back). One row.
-- parameters: agency varchar, code varchar, subject varchar, message varchar, note varchar, is_seen boolean, now timestamp, who varchar
insert into seen_findings values ($agency, $code, $subject, $message, $note, $is_seen, $now, $who)
