"""Checking a large return on one core, beside xmllint holding the same file against our XML Schema.

xmllint sees names, nesting, types and codes, and stops at the first faults of a record. Ours does that too, and links,
check characters and all rules, and tells its findings with their lines. The file has no error, which both must say; it
has queries, which only ours knows. Then the same return with a fault in every record, against that one.
"""
import os
import shutil

from . import spoiling

from .loading import YEAR, one_xml
from .measuring import in_turn, measure, ratios, summary, table
from .place import BenchError, bytes_under, say

CORE = 1


def run(place, folder, given):
    if not shutil.which("xmllint"):
        raise BenchError("xmllint is missing. Install it with: apt-get install libxml2-utils")
    place.need(1)
    scale = given.scale or 5
    returns = place.synthesise(
        os.path.join(folder, "returns"), "--year", YEAR, "--la", given.la, "--scale", str(scale), "--form", "both"
    )
    one = os.path.join(returns, YEAR, given.la)
    message, table_set = one_xml(one), os.path.join(one, "csv")
    core = CORE if os.cpu_count() > CORE else 0

    def check(path):
        allowed = (1,) if path.endswith("bad") else (0,)
        return measure([place.program, "validate", path, "--return", f"sen2@{YEAR}"], core=core, allowed=allowed)

    schema = os.path.join(folder, "standard.xsd")
    place.run("schema", "export", "xsd", f"sen2@{YEAR}", "--output", schema)

    def validate():
        return measure(["xmllint", "--noout", "--stream", "--schema", schema, message], core=core)

    say("XML against xmllint with the XML Schema:")
    ours, theirs = in_turn(given.pairs, lambda: check(message), validate, say)
    say("XML against the same return as CSV set:")
    again, sets = in_turn(given.pairs, lambda: check(message), lambda: check(table_set), say)
    say("CSV set with a fault in every record against the clean one:")
    bad = spoiling.every_record(table_set, os.path.join(folder, "bad"))
    spoilt, clean_runs = in_turn(given.pairs, lambda: check(bad), lambda: check(table_set), say)
    slower = ratios(clean_runs, spoilt)
    sizes = {"xml": os.path.getsize(message), "csv": bytes_under(table_set, ".csv")}
    results = {
        "check of XML": summary(ours + again) | {"bytes": sizes["xml"]},
        "xmllint --stream --schema": summary(theirs) | {"bytes": sizes["xml"]},
        "check of CSV set": summary(sets + clean_runs) | {"bytes": sizes["csv"]},
        "check of CSV set, all bad": summary(spoilt) | {"bytes": bytes_under(bad, ".csv")},
    }
    ratio = ratios(ours, theirs)
    table(
        ["check, one core", "MB", "wall s", "cpu s", "MB/s", "peak MiB", "mark MiB"],
        [
            [name, r["bytes"] / 1e6, r["wall"], r["cpu"], r["bytes"] / 1e6 / r["wall"], r["peak"],
             128 + 3 * r["bytes"] / 2**20]
            for name, r in results.items()
        ],
    )
    print(f"Check of XML against xmllint with XML Schema: {ratio['median']:.2f} "
          f"({ratio['least']:.2f}–{ratio['greatest']:.2f}); floor 1.5, aim 3.")
    print(f"Every record bad takes {slower['median']:.2f} times as long as clean "
          f"({slower['least']:.2f}–{slower['greatest']:.2f}); floor 3, aim 2.")
    place.write("check", {"scale": scale, "la": given.la, "ratio": ratio, "slower": slower, "runs": results})
