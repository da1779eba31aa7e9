-- The second factor of an account, and the last code that was accepted of each, so that none is accepted twice.

-- the secret and the hashes of the recovery codes, sealed with the key of the home; null: switched off
alter table users add column second_factor varchar;

-- one row per account that signed in with a code of its app
create table code_steps (
    name varchar,
    step bigint                 -- of 30 seconds since 1970, UTC
);
