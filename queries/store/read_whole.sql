-- Reads every block of a table, with what each block says of itself. One row.
select bit_xor(hash(t)) from {{ table }} t
