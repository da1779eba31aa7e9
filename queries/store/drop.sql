-- Takes out a table, view or macro that no file defines. No row.
drop {{ kind }} {{ name }}
