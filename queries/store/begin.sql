-- Opens a transaction. No row.
begin transaction
