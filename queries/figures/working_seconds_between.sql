-- Seconds of office hours between two moments. One row.
-- parameters: from_moment timestamp, to_moment timestamp
select working_seconds($from_moment, $to_moment)::bigint as seconds
