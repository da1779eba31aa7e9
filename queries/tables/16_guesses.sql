-- Wrong passwords as counts, and the browsers that know an account. Nothing that was typed stands here.

-- one row per account, place and hour, of what an administrator has not forgiven one, of what he has another
create table guesses (
    hour timestamp,             -- UTC
    name varchar,               -- the account; ?n for the names that are none, n a part of their digest
    address varchar,            -- IPv4, of IPv6 the /64; empty: more places in this hour than are told apart
    device varchar,             -- of a browser that signed in before: its token_hash; else empty
    wrong integer,              -- evaluated
    refused integer,            -- not evaluated any more
    last_at timestamp,
    is_forgiven boolean         -- by the unlock button, or by a one-time link
);

-- one row per browser and account that signed in there
create table devices (
    token_hash varchar,         -- SHA-256 of the cookie's random token
    name varchar,
    seen_at timestamp           -- last sign-in
);
