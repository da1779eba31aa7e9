-- When a kept deck left the list and came back, in turn: of a meeting that was closed meanwhile is told what stood then.
-- Where their number is even it stands. Of one that an earlier release put back nobody knows when it was away.
alter table decks alter column removed_at set data type timestamp[]
    using case when removed_at is null then [] else [removed_at] end;
alter table decks rename column removed_at to turned_at;
