-- What was said of the findings whose subject and message begin so, said of those that begin anew: a deck that they are
-- about has another name. One row per word on a finding.
-- parameters: agency varchar, code varchar, subject varchar, message varchar, new_subject varchar, new_message varchar
insert into seen_findings
select
    agency, code, $new_subject || substr(subject, length($subject) + 1),
    $new_message || substr(message, length($message) + 1), note, is_seen, "at", who
from seen_findings
where agency = $agency and code = $code and starts_with(subject, $subject) and starts_with(message, $message)
