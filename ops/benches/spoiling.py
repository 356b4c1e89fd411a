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


# A fault for each rule of the census bench that made-up censuses do not break by themselves, planted in turn.
PUPIL_FAULTS = (
    {"DOB": ""}, {"Sex": ""}, {"EnrolStatus": ""}, {"EntryDate": "2025-13-01"}, {"SENunitIndicator": "perhaps"},
    {"Sex": "9"}, {"Language": "QQQ"}, {"EnrolStatus": "Z"}, {"Boarder": "W"}, {"DOB": "2026-03-01"},
    {"DOB": "2024-12-01"}, {"DOB": "2004-05-05"}, {"EntryDate": "1999-09-01"}, {"NCyearActual": "R", "DOB": "2009-02-03"},
    {"Boarder": "7", "DOB": "2022-02-03"}, {"Ethnicity": "", "DOB": "2014-02-03"},
    {"Phase": "SP", "SENprovision": "N", "SENneed1": "", "SENneed2": ""},
)


def some_pupils(census, out, every=400):
    """Writes a flat census once more with faults in one pupil of so many, and gives how many rows it has."""
    with open(census, encoding="utf-8", newline="") as source, open(out, "w", encoding="utf-8", newline="") as target:
        rows = csv.DictReader(source)
        writer = csv.DictWriter(target, rows.fieldnames, lineterminator="\n")
        writer.writeheader()
        before, number = None, 0
        for number, row in enumerate(rows, start=1):
            turn = number // every % (len(PUPIL_FAULTS) + 3)
            if number % every == 0 and before["Estab"] == row["Estab"] and before["LEA"] == row["LEA"]:
                spoil(row, before, turn)
            writer.writerow(row)
            before = row
    return number


def spoil(row, before, turn):
    if turn < len(PUPIL_FAULTS):
        row.update(PUPIL_FAULTS[turn])
    elif turn == len(PUPIL_FAULTS):
        row["UPN"] = before["UPN"]
    elif turn == len(PUPIL_FAULTS) + 1:
        row["FormerUPN"] = row["UPN"]
    else:
        row.update({name: before[name] for name in ("Surname", "Forename", "DOB")})
