-- Makes a transaction durable. No row.
commit
