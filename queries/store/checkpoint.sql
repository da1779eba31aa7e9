-- Writes the log into the database file. No row.
checkpoint
