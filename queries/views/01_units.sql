-- Which unit a spelling means: one row per agency and spelling. A spelling that nobody taught stays 'unknown'.
create or replace macro known_spellings() as table
select agency, alias_key, min(unit_id) as unit_id
from unit_aliases
group by agency, alias_key;

-- a text as it is searched: no case, no accents, đ as d
create or replace macro folded(a_text) as (
    replace(strip_accents(lower(a_text)), 'đ', 'd')
);

-- a day as it is printed, and searched
create or replace macro printed(a_day) as (
    strftime(a_day, '%d/%m/%Y')
);

-- a text in which days stand from the year on, and those days as they are printed
create or replace macro days_printed(a_text) as (
    concat_ws(' ', a_text, regexp_replace(a_text, '\b(\d{4})-(\d\d)-(\d\d)\b', '\3/\2/\1', 'g'))
);

-- which of the first four words occur in a text: a bit each, 0 for no text
create or replace macro words_in(a_text, words) as (
    case when contains(a_text, words[1]) then 1 else 0 end
    | case when contains(a_text, words[2]) then 2 else 0 end
    | case when contains(a_text, words[3]) then 4 else 0 end
    | case when contains(a_text, words[4]) then 8 else 0 end
);

-- a procedure's name as a key, for dossiers whose export prints no procedure code
create or replace macro name_key(a_name) as (
    regexp_replace(folded(trim(a_name)), '\s+', ' ', 'g')
);

-- how a status begins that says that a task is done, as a name_key
create or replace macro done_words() as (
    '(?:(?:da (?:duoc )?)?(?:xong|hoan thanh|hoan tat|ket thuc|(?:thuc hien|xu ly|giai quyet) xong)|done'
    || '|da (?:duoc )?(?:thuc hien|xu ly|giai quyet|bao cao|tra loi|phan hoi|dong|(?:xac nhan|duyet) hoan thanh))'
    || '(?: (?:nhiem vu|cong viec|viec|xu ly))?\b'
);

-- what may stand between two words of a status
create or replace macro between_words() as (
    '[ (),;:/|–-]*'
);

-- what a status says of the time: that it was before, on or after the due date (early, on_time, late)
create or replace macro time_words(a_kind) as (
    case a_kind
        when 'early' then '(?:(?:truoc|som|vuot) (?:thoi )?(?:han|tien do)|som)\b'
        when 'on_time' then '(?:(?:dung|trong|kip|dam bao|bao dam) (?:thoi )?(?:han|tien do)|kip thoi)\b'
        else
            '(?:(?:qua|tre|cham|muon|khong (?:dung|kip|dam bao|bao dam)) (?:thoi )?(?:han|tien do)'
            || '|qua [0-9]+ ngay|tre|cham|muon)\b'
    end
);
create or replace macro any_time_words() as (
    '(?:' || time_words('early') || '|' || time_words('on_time') || '|' || time_words('late') || ')'
    || '(?: [0-9]+ (?:ngay|gio)\b)*(?: lam viec\b)?'
);

-- A status as a name_key, where the time stands behind what is done as in most: of "Quá hạn 3 ngày - Đã hoàn thành"; not
-- of "Quá hạn hoàn thành", which says what is late.
create or replace macro state_key(a_status) as (
    regexp_replace(
        name_key(a_status),
        '^\(?(' || any_time_words() || ')(?: ?[(),;:/|–-]' || between_words() || '| da )(' || done_words() || ')(.*)$',
        '\2 \1\3'
    )
);

-- Whether a status says that a task is done, in time or late, and where it says more ("Hoàn thành tại Công văn số
-- 45/STP"); not where a part is ("Hoàn thành 50%", "Đã thực hiện, còn hai nội dung").
create or replace macro says_done(a_status) as (
    regexp_full_match(
        state_key(a_status),
        '100 ?%|' || done_words() || '(?:' || between_words() || any_time_words() || '(?: (?:theo|so voi)\b.*)?)?'
        || '(?: lam viec)?(?: 100 ?%)?\)?(?:(?: ?[(,;.:/|–-]| (?:tai|bang) ).*)?'
    )
    and not regexp_matches(
        name_key(a_status), '\b(chua|dang|mot phan|du thao|tiep tuc|con|cho y kien)\b|(^|[^0-9])[0-9]{1,2}([.,][0-9]+)? ?%'
    )
);

-- How a status says that a task was done: early, on_time, late; done where it does not say; null where it says nothing.
create or replace macro done_how(a_status) as (
    case
        when says_done(a_status) is not true then null
        when regexp_matches(state_key(a_status), '^' || done_words() || between_words() || time_words('early')) then 'early'
        when regexp_matches(state_key(a_status), '^' || done_words() || between_words() || time_words('on_time')) then 'on_time'
        when regexp_matches(state_key(a_status), '^' || done_words() || between_words() || time_words('late')) then 'late'
        else 'done'
    end
);

-- Whether a record is one of a source: of the filter that is printed on its sheets, or in place of that of units by their
-- spellings (unit_keys, null for the source's).
create or replace macro is_of(unit_filter, unit_keys, printed_filter, unit_key) as (
    case when unit_keys is null then coalesce(printed_filter, '') = unit_filter else list_contains(unit_keys, unit_key) end
);
