-- Writes one change of a commitment (its first one makes it), one row.
-- parameters: commitment_id bigint, agency varchar, meeting_on date, unit_id varchar, content varchar, due_on date, indicator varchar, document_no varchar, status varchar, note varchar, evidence varchar, closed_on date, now timestamp, who varchar, known_on date, verb varchar, wanted double
insert into commitments
select
    $commitment_id, coalesce(max(change_id), 0) + 1, $agency, $meeting_on, $unit_id, $content, $due_on,
    $indicator, $document_no, $status, $note, $evidence, $closed_on, $now, $who, $known_on,
    $verb, $wanted,
from commitments
