-- What Văn phòng decides about the work of ended units and about names, kept and undone like other reference data.

-- whose open work goes to whom: one row per ended unit, or per record of one
create table hand_overs (
    agency varchar,
    unit_id varchar,            -- the ended unit
    dataset varchar,            -- dossiers, tasks, petitions, plan_tasks, commitments; null: all of its work
    record_key varchar,         -- null: all of its work
    to_unit varchar,
    from_day date,              -- the first day on which the receiving unit answers
    note varchar
);

-- whether a name that stands in several units is one person: one row per name that was decided
create table namesakes (
    agency varchar,
    official varchar,
    is_one boolean,
    note varchar
);

-- a unit's kind says who judges its officials: those of a Bộ phận Một cửa are not judged by the agency
update units set kind = 'one_stop' where unit_id in ('stp-vp-mc', 'kktvp-vp-mc') and kind = 'section';
