-- Late or overdue dossiers (the rows of those indicators) without an apology slip, where the export says so. One row per dossier.
-- parameters: agency varchar, as_of date
select
    dossier_id as subject,
    'Hồ sơ ' || dossier_id || ' trễ hạn mà chưa có phiếu xin lỗi và hẹn lại ngày trả kết quả.' as message,
from {{ source }} rows_of_indicators
join dossiers_current using (agency, record_key)
where
    agency = $agency and has_apology = false and counts_from <= $as_of
    and case when counts_until is null then numerator = 0 else counts_until > $as_of end
order by dossier_id
