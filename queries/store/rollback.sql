-- Undoes a transaction. No row.
rollback
