-- Copies everything, as one transaction sees it. No row. The home's file stands under the name `memory`
-- (chiso/store/connection.py).
copy from database memory to backup_copy
