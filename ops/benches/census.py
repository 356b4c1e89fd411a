"""Checking the flat school census, 1,000,000 pupils in 25 columns, beside polars, DuckDB and frictionless.

Forty named rules, which polars and DuckDB hold the file to as well: each writes every finding with its rule, row and
value. Ours holds it to all its other rules too, and says in words what to do. Before a time is told, the rows each rule
finds must be the same as ours. frictionless knows the rules on single fields alone, and gets the first rows of the file.
"""
import csv
import collections
import itertools
import os

from . import rivals, spoiling
from .measuring import in_turn, measure, ratios, summary, table
from .place import REPOSITORY, BenchError, say

PUPILS, SLICE = 1_000_000, 100_000
# Our findings of these name the column too: one rule of the forty for each column.
BY_COLUMN = {
    "value-missing", "date-not-readable", "boolean-not-readable", "code-not-in-list", "code-not-valid-on-census-date",
}
MARKS = {"polars": (3, 6), "duckdb": (5, 10), "frictionless": (50, 150)}


def run(place, folder, given):
    place.need(1)
    interpreter = rivals.python()
    codes = os.path.join(REPOSITORY, "Schemas", "codes")
    census, pupils = made_up(place, folder, given)
    part = os.path.join(folder, "slice.csv")
    first_rows(census, part, SLICE)
    results, told = {}, {}
    for rival in MARKS:
        path = part if rival == "frictionless" else census
        ours_to, theirs_to = os.path.join(folder, "ours.csv"), os.path.join(folder, f"{rival}.csv")
        words = [place.program, "validate", path, "--return", "school-census@2026", "--format", "csv"]

        def ours():
            return measure([*words, "--output", ours_to], allowed=(0, 1))

        def theirs():
            return measure(rivals.command(interpreter, rival, path, codes, theirs_to))

        say(f"Against {rival}:")
        ours_runs, their_runs = in_turn(given.pairs, ours, theirs, say)
        counts = agreed(rival, ours_to, theirs_to)
        rows = min(pupils, SLICE) if rival == "frictionless" else pupils
        told[rival] = ratios(ours_runs, their_runs) | {"findings": counts, "rules": len(counts)}
        results[f"ours beside {rival}"] = summary(ours_runs) | {"rows": rows, "bytes": os.path.getsize(path)}
        results[rival] = summary(their_runs) | {"rows": rows, "bytes": os.path.getsize(path)}
    show(results, told)
    place.write("census", {"pupils": pupils, "ratios": told, "runs": results})


def made_up(place, folder, given):
    """The census with its faults, and how many pupils it has."""
    pupils = int(PUPILS * (given.scale or 1))
    out = os.path.join(folder, "made-up")
    source, census = os.path.join(out, "2026", "school-census-2026-flat.csv"), os.path.join(folder, "census.csv")
    if not os.path.exists(source):
        words = ["--return", "school-census", "--year", "2026", "--form", "flat", "--pupils", str(pupils)]
        place.run("synth", *words, "--errors", "0.05", "--seed", "1", "--out", out, "--quiet")
    return census, spoiling.some_pupils(source, census)


def first_rows(census, out, count):
    with open(census, encoding="utf-8") as source, open(out, "w", encoding="utf-8") as target:
        target.writelines(itertools.islice(source, count + 1))


def agreed(rival, ours_to, theirs_to):
    """How often each rule was broken, once both found the same rows."""
    ours, theirs = found(ours_to), found(theirs_to)
    unlike = [rule for rule in theirs if ours.get(rule) != theirs[rule]]
    if unlike:
        shown = "; ".join(f"{rule}: {len(ours.get(rule, ()))} against {len(theirs[rule])}" for rule in unlike)
        raise BenchError(f"ours and {rival} find other rows: {shown}.")
    return {rule: len(rows) for rule, rows in sorted(theirs.items())}


def found(path):
    rows = collections.defaultdict(set)
    with open(path, encoding="utf-8-sig", newline="") as file:
        for finding in csv.DictReader(file):
            rule = finding["rule"]
            if rule in BY_COLUMN and "column" in finding:
                rule = f"{rule} {finding['column']}"
            rows[rule].add(int(finding["row"]))
    return rows


def show(results, told):
    table(
        ["check of the census", "rows", "MB", "wall s", "cpu s", "rows/s", "peak MiB", "mark MiB"],
        [
            [name, r["rows"], r["bytes"] / 1e6, r["wall"], r["cpu"], r["rows"] / r["wall"], r["peak"],
             128 + 3 * r["bytes"] / 2**20]
            for name, r in results.items()
        ],
    )
    for rival, ratio in told.items():
        floor, aim = MARKS[rival]
        print(f"Against {rival}: {ratio['median']:.2f} ({ratio['least']:.2f}–{ratio['greatest']:.2f}) over "
              f"{ratio['rules']} rules and {sum(ratio['findings'].values()):,} findings; floor {floor}, aim {aim}.")
