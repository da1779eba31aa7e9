-- Rows of Biểu II.06a whose columns do not add up: 3 = 4+5+6, 7 = 8+9+10, 11 = 12+13, 3 = 7+11. One row per identity.
-- parameters: agency varchar
with parts as (
    select
        *,
        unnest([
            {'rule': '(3) = (4) + (5) + (6)', 'whole': received_total, 'sum': received_online + received_direct + carried_over},
            {'rule': '(7) = (8) + (9) + (10)', 'whole': resolved_total, 'sum': resolved_early + resolved_on_time + resolved_late},
            {'rule': '(11) = (12) + (13)', 'whole': open_total, 'sum': open_in_time + open_overdue},
            {'rule': '(3) = (7) + (11)', 'whole': received_total, 'sum': resolved_total + open_total}
        ]) as identity,
    from field_report_known()
    where agency = $agency
)
select
    field as subject,
    'Biểu II.06a, lĩnh vực ' || field || ' (dòng ' || row_no || ', tệp ' || file_name || '): ' || identity.rule
    || ' không đúng, ' || identity.whole || ' khác ' || identity.sum || '.' as message,
from parts
where identity.whole <> identity.sum
order by row_no, identity.rule
