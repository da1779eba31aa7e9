-- The daily sums with their units; what is open says so (is_of_day): it is summed from the beginning of time.
-- official_overdue stands for the overdue part of official_late_rate. postal_dossier_rate comes from the sums of
-- procedures. One row per row of the daily sums.
create or replace macro daily_figures_known() as table
select
    d.agency,
    case when d.indicator = 'official_overdue' then 'official_late_rate' else d.indicator end as indicator,
    coalesce(spelling.unit_id, 'unknown') as unit_id,
    d.day,
    d.numerator,
    d.denominator,
    d.known,
    d.entries,
    d.indicator in (
        'overdue_dossiers', 'first_due_overdue', 'paused_without_reason', 'awaiting_receipt', 'official_overdue'
    ) as is_of_day,
from daily_figures d
left join known_spellings() spelling on spelling.agency = d.agency and spelling.alias_key = d.unit_key
union all
select agency, 'postal_dossier_rate', unit_id, day, postal, received, received, received, false
from daily_procedures_known()
where procedure_has_postal;
