"""The parts of /doi-soat: the findings by kind (`kinds`), official totals and the three denominators (`totals`)."""
