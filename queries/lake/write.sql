-- Writes rows of a home into a file of a lake. One row: how many were written.
-- parameters: path varchar
copy {{ source }} to ($path) (format parquet, compression zstd)
