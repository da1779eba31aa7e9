-- What earlier releases kept per day and asked through macros; the marts (queries/marts) stand in their place.
drop macro table if exists daily_figures_known;
drop macro table if exists daily_procedures_known;
drop macro table if exists dossiers_by_procedure;
drop macro table if exists dossier_receipts_at;
drop macro table if exists dossier_states_at;
drop macro table if exists procedures_at;
drop macro table if exists procedures_by_name;
drop macro table if exists procedures_meant;
drop macro table if exists procedures_used;
drop macro if exists age_band;
drop macro if exists awaited_from;
drop macro if exists office_seconds_of_day;
drop macro if exists office_seconds_until;
drop macro if exists working_seconds;
drop table if exists daily_figures;
drop table if exists daily_procedures;
