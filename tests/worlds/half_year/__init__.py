"""A synthetic half-year of Sở Tư pháp, October 2023 – March 2024: its exports, and who works out what they must give.

generate.py   the lives of the records and the files that print them; `python -m tests.worlds.half_year.generate`
              writes files/ anew, the same bytes on every machine
reckoner.py   the figures, counted from those lives by the sentences of the contract; knows nothing of chiso
"""

from pathlib import Path

FOLDER = Path(__file__).parent / "files"
