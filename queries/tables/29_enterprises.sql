-- What an enterprise asks: whether it is complex (30 working days, not 15), and since when the answer stands on the website.
alter table petitions add column is_complex boolean;
alter table petitions add column posted_on date;
alter table petitions_current add column is_complex boolean;
alter table petitions_current add column posted_on date;
