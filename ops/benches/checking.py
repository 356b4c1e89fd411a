"""Checking a large return on one core, beside a bare parse of the same file by xmllint.

Not like for like: xmllint only sees that the XML is well formed. Ours does that too, and types every cell, looks up
codes and links, checks identifiers and writes all findings with their lines.
"""
import os
import shutil

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
        return measure([place.program, "validate", path, "--return", f"sen2@{YEAR}"], core=core, allowed=(0, 1))

    def parse():
        return measure(["xmllint", "--noout", "--stream", message], core=core)

    say("XML against xmllint:")
    ours, theirs = in_turn(given.pairs, lambda: check(message), parse, say)
    say("XML against the same return as CSV set:")
    again, sets = in_turn(given.pairs, lambda: check(message), lambda: check(table_set), say)
    sizes = {"xml": os.path.getsize(message), "csv": bytes_under(table_set, ".csv")}
    results = {
        "check of XML": summary(ours + again) | {"bytes": sizes["xml"]},
        "xmllint --noout --stream": summary(theirs) | {"bytes": sizes["xml"]},
        "check of CSV set": summary(sets) | {"bytes": sizes["csv"]},
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
    print(f"Check against bare parse: {ratio['median']:.2f} ({ratio['least']:.2f}–{ratio['greatest']:.2f}). "
          "xmllint parses only; ours parses and checks.")
    place.write("check", {"scale": scale, "la": given.la, "ratio": ratio, "runs": results})
