"""Văn phòng's desk, headless: what an import would change, what was handed in and what was not, what was rejected.

first_rows   the first rows as found and as understood
effects      headline figures before and after an import, a roll-back, a bringing back
handed_in    the calendar: which dataset of which month is there, partly there, late
history      the imports with what they changed; the kept original
"""
