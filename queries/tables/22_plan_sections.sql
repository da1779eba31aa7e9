-- The printed name of a plan's section ("Chỉ số gia nhập thị trường") and the official whom a task names.
alter table plan_tasks add column section_name varchar;
alter table plan_tasks add column official varchar;
