-- Takes the imports out of which attached sums were made. One row per import.
delete from imports where mode = 'attached'
