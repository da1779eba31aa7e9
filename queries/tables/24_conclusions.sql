-- A conclusion says who does what by when and how far: its verb, and the value of its figure that is wanted on its day.
alter table commitments add column verb varchar;        -- null: it stands in the content (releases before)
alter table commitments add column wanted double;       -- of `indicator` on due_on; a rate as a fraction
