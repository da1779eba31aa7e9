-- What still needs units or indicators that were just removed. One row per unit or indicator and reason.
-- parameters: units varchar[], indicators varchar[]
select unit_id as subject, 'tài khoản ' || min(name) as reason
from users
where list_contains($units, unit_id)
group by unit_id
union all
select unit_id, 'một kết luận giao ban'
from commitments
where list_contains($units, unit_id)
group by unit_id
union all
select indicator, 'chỉ tiêu giao của cơ quan ' || min(agency)
from targets
where list_contains($indicators, indicator)
group by indicator
union all
select indicator, 'quy tắc điểm của cơ quan ' || min(agency)
from score_rules
where list_contains($indicators, indicator)
group by indicator
union all
select indicator, 'số liệu đã nhập'
from measurements
where list_contains($indicators, indicator)
group by indicator
