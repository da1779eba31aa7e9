-- Takes out a macro table that no file defines. No row.
drop macro table {{ name }}
