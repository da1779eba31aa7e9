-- Copies everything, as one transaction sees it. No row.
copy from database chiso to backup_copy
