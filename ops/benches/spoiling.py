"""Makes a return bad on purpose: a fault in every record of every table but the header."""
import csv
import glob
import os

from .place import BenchError

# The first column of these that a table has is spoilt.
SPOILT = ("sex", "receiveddate", "assessmentoutcome", "startdate", "placementrank", "lastreview", "sentype")


def every_record(table_set, out):
    """Writes the CSV set once more with one cell of each record made unreadable, and gives the folder."""
    os.makedirs(out, exist_ok=True)
    for path in glob.glob(os.path.join(table_set, "*.csv")):
        with open(path, encoding="utf-8-sig", newline="") as source:
            rows = list(csv.reader(source))
        place = next((rows[0].index(name) for name in SPOILT if name in rows[0]), None)
        if place is None and not path.endswith("_sen2.csv"):
            raise BenchError(f"{os.path.basename(path)} has no column to spoil.")
        if place is not None:
            for row in rows[1:]:
                row[place] = "?!"
        with open(os.path.join(out, os.path.basename(path)), "w", encoding="utf-8", newline="") as target:
            csv.writer(target).writerows(rows)
    return out
