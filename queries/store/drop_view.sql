-- Takes out a view that no file defines. No row.
drop view {{ name }}
