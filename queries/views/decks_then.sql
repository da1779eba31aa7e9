-- Whether a kept deck stood in the list at a moment; null: whether it stands.
create or replace macro stood_then(kept_at, turned_at, moment) as
    coalesce(kept_at <= moment, true) and len([one for one in turned_at if coalesce(one <= moment, true)]) % 2 = 0;
