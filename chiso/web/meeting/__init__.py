"""The parts of the page Slide, one file each."""
