"""What a figure will be on its target's date: where its level stands (level), and how the rest may turn out (ahead).

`docs/forecast.md` says how it was tried. Nothing here knows an indicator by name.
"""
