-- Dossiers in hand in the days asked for, and online ones that wait for receipt longer than they may: which of the rules on
-- dossiers each breaks, as the marts decide it, and of which nobody can tell, as its newest file lacks the column or the
-- cell. One row per dossier; the unit is the one that answers for it on the day. dossier_open says that too, but of open
-- dossiers alone, in a row per unit with its span: here a dossier is judged over its whole life, answered ones as well.
-- parameters: agency varchar, date_from date, date_to date, units varchar[]
with seen as (
    select
        f.*, k.dossier_id, k.pause_document, k.pause_told_on, k.has_apology, k.row_no,
        k.status as state_code, file.columns as told, file.file_name,
        f.open_until > $date_to as is_open,
        coalesce(f.awaited_from <= $date_to and f.awaited_until > $date_to, false) as is_awaited,
        coalesce(held.unit_key, f.unit_key) as answering,
        coalesce(people.person, f.official) as person,
    from dossier_facts f
    join dossiers_current k on k.agency = f.agency and k.record_key = f.record_key
    join imports file on file.import_id = k.import_id
    left join handed_records held
        on held.dataset = 'dossiers' and held.agency = f.agency and held.record_key = f.record_key
        and held.held_from <= $date_to and held.held_until > $date_to and f.open_until > $date_to
    left join named_people people
        on people.agency = f.agency and people.official = f.official and people.unit_key = f.unit_key
    where f.agency = $agency
),
judged as (
    select
        *,
        (is_late = 1 and not is_open) or (is_open and coalesce(overdue_from <= $date_to, false)) as breaks_late,
        is_open and has_paused_status = 1 as is_paused,
    from seen
    where (received_on <= $date_to and open_until >= $date_from) or is_awaited
)
select
    j.record_key as key, j.dossier_id as id, coalesce(j.procedure_name, j.procedure_code) as title,
    coalesce(spelling.unit_id, 'unknown') as unit, coalesce(u.name, 'Chưa xác định') as unit_name,
    j.person as official, j.received_on as received, j.due_on as due, j.file_name, j.row_no,
    list_filter([
        if(coalesce(breaks_late, false), 'late', null),
        if(is_awaited or coalesce(is_online = 1 and is_received_8h = 0, false), 'receipt', null),
        if(supplement_count > 1, 'supplement', null),
        if(is_paused and has_pause_reason = 0 and list_contains(told, 'pause_reason'), 'pause_reason', null),
        if(is_paused and pause_document is null and list_contains(told, 'pause_document'), 'pause_document', null),
        if(is_paused and pause_told_on is null and list_contains(told, 'pause_told_on'), 'pause_notice', null),
        if(breaks_late and has_apology = false, 'apology', null)
    ], lambda one: one is not null) as broken,
    list_filter([
        if(due_on is null and state_code <> 'withdrawn', 'late', null),
        if(not is_awaited and (channel is null or (is_online = 1 and is_received_8h is null)), 'receipt', null),
        if(supplement_count is null and not list_contains(told, 'supplement_count'), 'supplement', null),
        if(is_paused and not list_contains(told, 'pause_reason'), 'pause_reason', null),
        if(is_paused and not list_contains(told, 'pause_document'), 'pause_document', null),
        if(is_paused and not list_contains(told, 'pause_told_on'), 'pause_notice', null),
        if(breaks_late and has_apology is null, 'apology', null)
    ], lambda one: one is not null) as untold,
from judged j
left join known_spellings() spelling on spelling.agency = j.agency and spelling.alias_key = j.answering
left join units u on u.unit_id = spelling.unit_id
where $units is null or list_contains($units, coalesce(spelling.unit_id, 'unknown'))
