-- Takes out a table that no file defines. No row.
drop table {{ name }}
