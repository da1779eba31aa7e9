-- Closes the copy. No row.
detach backup_copy
