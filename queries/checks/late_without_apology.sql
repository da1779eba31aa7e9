-- Late or overdue dossiers without an apology slip, where the export says so. One row per dossier.
-- parameters: agency varchar, as_of date
select
    'late_without_apology' as code,
    dossier_id as subject,
    'Hồ sơ ' || dossier_id || ' trễ hạn mà chưa có phiếu xin lỗi và hẹn lại ngày trả kết quả.' as message,
from dossier_facts facts
join dossiers_current known using (agency, record_key)
where
    agency = $agency
    and has_apology = false
    and (is_late = 1 and open_until <= $as_of or overdue_from <= $as_of and open_until > $as_of)
order by dossier_id
