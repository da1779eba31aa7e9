-- Takes out the targets of components of an agency, to put them in anew. One row per component.
-- parameters: agency varchar
delete from component_targets where agency = $agency
