-- Numbers of Biểu II.06a that are not those of the dossiers of the same period and field (resolved: an indicator's rows).
-- One row per field and column; only periods whose end the dossiers reach. An export without a column of fields gives
-- its new dossiers none: then the field of the procedure holds, from the published list or from other dossiers of it.
-- A difference of as many dossiers as vanished, or have their newest row rejected ($doubtful), names them.
-- parameters: agency varchar, doubtful varchar[]
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
stood as (
    -- each dossier as it stood at the end of the period, with the newest knowledge, and the columns that count it
    select
        p.period_from,
        p.period_to,
        name_key(coalesce(d.field, procedure_fields.field)) as field_key,
        if(list_contains($doubtful, d.record_key), d.record_key, null) as doubtful,
        d.received_on >= p.period_from and d.channel = 'online' as received_online,
        d.received_on >= p.period_from and d.channel <> 'online' as received_direct,
        d.received_on < p.period_from as carried_over,
        e.counts_from is not null as resolved_total,
        coalesce(e.numerator = 0, false) as resolved_late,
        e.counts_from is null as open_total,
    from (select distinct period_from, period_to from reports) p
    join dossier_facts d on d.received_on <= p.period_to and d.open_until >= p.period_from
    left join {{ source }} e on e.agency = d.agency and e.record_key = d.record_key and e.counts_from <= p.period_to
    left join procedure_fields using (procedure_name)
    where d.agency = $agency
),
columns_of as (
    unpivot stood
    on received_online, received_direct, carried_over, resolved_total, resolved_late, open_total
    into name is_form_column value is_in
),
counted as (
    -- per field and column; of the dossiers that vanished or whose newest row was rejected, those in it and not in it
    select
        period_from, period_to, field_key, is_form_column as form_column,
        count(*) filter (is_in) as own,
        list(doubtful order by doubtful) filter (is_in and doubtful is not null) as inside,
        list(doubtful order by doubtful) filter (not is_in and doubtful is not null) as outside,
    from columns_of
    group by all
),
printed as (
    select
        r.*,
        unnest([
            {'name': 'Tiếp nhận trực tuyến (4)', 'form_column': 'received_online', 'printed': r.received_online},
            {'name': 'Tiếp nhận trực tiếp, bưu chính (5)', 'form_column': 'received_direct', 'printed': r.received_direct},
            {'name': 'Từ kỳ trước (6)', 'form_column': 'carried_over', 'printed': r.carried_over},
            {'name': 'Đã giải quyết (7)', 'form_column': 'resolved_total', 'printed': r.resolved_total},
            {'name': 'Giải quyết quá hạn (10)', 'form_column': 'resolved_late', 'printed': r.resolved_late},
            {'name': 'Đang giải quyết (11)', 'form_column': 'open_total', 'printed': r.open_total}
        ]) as pair,
    from reports r
),
compared as (
    select
        p.*, c.field_key is not null as is_known, c.own,
        if(c.own > p.pair.printed, c.inside, c.outside) as named,
    from printed p
    left join counted c
        on (c.period_from, c.period_to, c.field_key, c.form_column)
        = (p.period_from, p.period_to, p.field_key, p.pair.form_column)
)
select
    field as subject,
    'Biểu II.06a kỳ ' || strftime(period_from, '%d/%m/%Y') || '–' || strftime(period_to, '%d/%m/%Y') || ', lĩnh vực '
    || field || ', cột ' || pair.name || ': ' || pair.printed
    || case when is_known then ', dữ liệu hồ sơ có ' || own else ', dữ liệu hồ sơ không có lĩnh vực này' end
    || ' (dòng ' || row_no || ', tệp ' || file_name || ').'
    || case
        when len(named) = abs(own - pair.printed) then ' Chênh đúng bằng ' || len(named)
            || ' hồ sơ biến mất khỏi lần kết xuất sau hoặc có dòng mới nhất bị loại: ' || array_to_string(named, ', ') || '.'
        else ''
    end as message,
from compared
where pair.printed is distinct from coalesce(own, 0)
order by period_to, row_no, pair.name
