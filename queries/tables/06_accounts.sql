-- Who may sign in, and who is signed in. Neither a password nor a session token is ever stored, only hashes.

-- one row per account
create table users (
    name varchar,               -- lower-case ASCII, what is typed at the sign-in
    display_name varchar,
    role varchar,               -- viewer, editor, uploader, admin
    unit_id varchar,            -- the one unit to which the account is limited; null = all
    password_hash varchar,      -- Argon2id; null until the one-time link has been used
    is_active boolean,
    created_at timestamp,       -- UTC, as all times of this file
    created_by varchar,
    password_at timestamp
);

-- one row per sign-in
create table sessions (
    token_hash varchar,         -- SHA-256 of the cookie's random token
    name varchar,
    started_at timestamp,
    seen_at timestamp,          -- last thing a person did, to the minute
    expires_at timestamp,
    ended_at timestamp,
    ended_by varchar            -- sign_out, password, administrator, replaced
);

-- one row per one-time link, with which somebody sets a password
create table one_time_links (
    token_hash varchar,
    name varchar,               -- null: the first administrator chooses a name
    created_at timestamp,
    expires_at timestamp,
    used_at timestamp
);
