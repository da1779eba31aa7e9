"""The sections of /quan-tri, one idea per file; each has `draw(here)`.

units        units, their spellings, unknown spellings
handing      what ended units left open, handed to who answers now; names that stand in several units
indicators   the catalogue; indicators reported by hand
targets      per year: targets, components of indices, points per criterion
counting     swapped days and the calendar they make; the denominator in use, excluded groups
people       accounts, roles, one-time links
journal      the audit log; changes of reference data with "Hoàn tác"; all of it as a workbook
keeping      backups: what became of the last one, where they go and when, room on the disk
start        from demonstration to real data
forms        what they are filled in with: fields of a form, a table as a grid; reading, saving
"""
