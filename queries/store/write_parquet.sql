-- Writes a table into a file that any program reads; JSON as its text. One row.
-- parameters: path varchar
copy (
    select
        "{{ column }}",
        cast("{{ json }}" as varchar) as "{{ json }}",
    from {{ table }}
) to ($path) (format parquet, compression zstd)
