-- Components of Bộ chỉ số phục vụ: of a month the newest file's, and of older ones what that does not have. A month has 100
-- points (Quyết định 766/QĐ-TTg), so beside a newer file that has them all an older one only names its components otherwise.
-- One row per agency, month and component.
create or replace macro service_index_known() as table
with newest as (
    select *, folded(component) as component_key
    from known_rows('service_index')
    qualify row_number() over (
        partition by agency, month, component_key order by as_of desc, import_id desc, row_no desc
    ) = 1
)
select * exclude (component_key)
from newest
qualify
    import_id = max(import_id) over (partition by agency, month, as_of) and as_of = max(as_of) over (partition by agency, month)
    or sum(max_score) over (
        partition by agency, month order by as_of desc, import_id desc
        range between unbounded preceding and current row
    ) <= 100 + 1e-6;
