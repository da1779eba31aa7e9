-- Numbers of Biểu II.06a that are not those of the dossiers of the same period and field (resolved: an indicator's rows).
-- One row per field and column; only periods whose end the dossiers reach. An export without a column of fields gives
-- its new dossiers none: then the field of the procedure holds, from the published list or from other dossiers of it.
-- parameters: agency varchar
with reports as (
    select *, name_key(field) as field_key
    from field_report_known()
    where
        agency = $agency
        and period_from is not null
        and period_to <= (
            select max(as_of) from imports where agency = $agency and dataset = 'dossiers' and status = 'active'
        )
),
procedure_fields as (
    select procedure_name, mode(field) as field
    from dossiers_current
    where agency = $agency and field is not null
    group by procedure_name
),
counted as (
    -- as they stood at the end of the period, with the newest knowledge
    select
        p.period_from,
        p.period_to,
        name_key(coalesce(d.field, d.procedure_field, procedure_fields.field)) as field_key,
        count(*) filter (d.received_on >= p.period_from and d.channel = 'online') as received_online,
        count(*) filter (d.received_on >= p.period_from and d.channel <> 'online') as received_direct,
        count(*) filter (d.received_on < p.period_from) as carried_over,
        count(e.counts_from) as resolved_total,
        count(*) filter (e.numerator = 0) as resolved_late,
        count(*) filter (e.counts_from is null) as open_total,
    from (select distinct period_from, period_to from reports) p
    join dossier_facts d on d.received_on <= p.period_to and d.open_until >= p.period_from
    left join {{ source }} e on e.agency = d.agency and e.record_key = d.record_key and e.counts_from <= p.period_to
    left join procedure_fields using (procedure_name)
    where d.agency = $agency
    group by all
),
compared as (
    select
        r.*,
        c.field_key is not null as is_known,
        unnest([
            {'name': 'Tiếp nhận trực tuyến (4)', 'printed': r.received_online, 'own': c.received_online},
            {'name': 'Tiếp nhận trực tiếp, bưu chính (5)', 'printed': r.received_direct, 'own': c.received_direct},
            {'name': 'Từ kỳ trước (6)', 'printed': r.carried_over, 'own': c.carried_over},
            {'name': 'Đã giải quyết (7)', 'printed': r.resolved_total, 'own': c.resolved_total},
            {'name': 'Giải quyết quá hạn (10)', 'printed': r.resolved_late, 'own': c.resolved_late},
            {'name': 'Đang giải quyết (11)', 'printed': r.open_total, 'own': c.open_total}
        ]) as pair,
    from reports r
    left join counted c using (period_from, period_to, field_key)
)
select
    'field_report_dossiers' as code,
    field as subject,
    'Biểu II.06a kỳ ' || strftime(period_from, '%d/%m/%Y') || '–' || strftime(period_to, '%d/%m/%Y') || ', lĩnh vực '
    || field || ', cột ' || pair.name || ': ' || pair.printed
    || case when is_known then ', dữ liệu hồ sơ có ' || pair.own else ', dữ liệu hồ sơ không có lĩnh vực này' end
    || ' (dòng ' || row_no || ', tệp ' || file_name || ').' as message,
from compared
where pair.printed is distinct from coalesce(pair.own, 0)
order by period_to, row_no, pair.name
