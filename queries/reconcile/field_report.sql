-- Rows of Biểu II.06a that count, as printed. One row per period and field.
-- parameters: agency varchar
select
    field as subject, period_from, period_to, received_total, received_online, received_direct, carried_over,
    resolved_total, resolved_early, resolved_on_time, resolved_late, open_total, open_in_time, open_overdue,
    file_name, row_no, import_id,
from field_report_known()
where agency = $agency
order by period_to desc, row_no
