-- Which record stands in which import and Excel row. One row per imported row of any dataset.
create or replace view record_versions as
select 'dossiers' as dataset, import_id, row_no, record_key from dossiers
union all
select 'tasks' as dataset, import_id, row_no, record_key from tasks
union all
select 'petitions' as dataset, import_id, row_no, record_key from petitions
union all
select 'procedures' as dataset, import_id, row_no, record_key from procedures
union all
select 'criteria' as dataset, import_id, row_no, record_key from criteria
union all
select 'index_scores' as dataset, import_id, row_no, record_key from index_scores
union all
select 'plan_tasks' as dataset, import_id, row_no, record_key from plan_tasks
union all
select 'measurements' as dataset, import_id, row_no, record_key from measurements
union all
select 'field_report' as dataset, import_id, row_no, record_key from field_report
union all
select 'service_index' as dataset, import_id, row_no, record_key from service_index
