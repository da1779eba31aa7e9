"""Values -> Chart, by topic: what a page and the deck both show is built here, once."""
