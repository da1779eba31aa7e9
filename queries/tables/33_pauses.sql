-- Where a petition came from (hotline, portal …); the document with which a dossier was paused and the day on which the
-- applicant was told.
alter table petitions add column source varchar;
alter table petitions_current add column source varchar;
alter table dossiers add column pause_document varchar;
alter table dossiers add column pause_told_on date;
alter table dossiers_current add column pause_document varchar;
alter table dossiers_current add column pause_told_on date;
