-- Takes out a macro that no file defines. No row.
drop macro {{ name }}
