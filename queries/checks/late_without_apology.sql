-- Late or overdue dossiers without an apology slip, where the export says so. One row per dossier.
-- parameters: agency varchar, as_of date
select
    'late_without_apology' as code,
    dossier_id as subject,
    'Hồ sơ ' || dossier_id || ' trễ hạn mà chưa có phiếu xin lỗi và hẹn lại ngày trả kết quả.' as message,
from dossiers_at($as_of)
where agency = $agency and (is_late or is_overdue) and has_apology = false
order by dossier_id
