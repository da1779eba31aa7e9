-- Moments are kept in UTC. Those of imports and answers were kept on the machine's own clock by version 0.1.0.
update imports set imported_at = imported_at::timestamptz at time zone 'UTC';
update layout_answers set answered_at = answered_at::timestamptz at time zone 'UTC';
