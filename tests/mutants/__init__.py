"""Faults put in on purpose, one at a time: a rule is tested when a fault in it is noticed.

sql.py      faults in queries by machine, judged in one process against what the worlds expect
python.py   faults in Python by hand, each with the test files that must notice it
survivors   what may live on stands in survivors.py, each with its reason

`python3 run.py mutate` runs all of them, `mutate sql` or `mutate python` one kind, `mutate marts/dossier_facts` those
of one query or file; a fixed sample runs with the tests.
"""
