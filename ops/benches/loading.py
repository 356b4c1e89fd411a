"""One large return, from its kept bytes to rows in the warehouse, beside psql \\copy of the same clean rows.

Ours: `sendstat work --once` starts, reads the bytes back from the database, checks everything, writes the rows of all
tables by binary COPY, counts them, keeps the findings, and commits. Theirs: `psql` starts and runs `\\copy` in text
format of the very rows that ours wrote, into the same tables, in one transaction. It checks, counts and keeps nothing.
"""
import os
import subprocess

from .measuring import in_turn, measure, ratios, summary, table
from .place import BenchError, bytes_under, clean, say
from .server import Server

TABLES = [
    "identity.person", "warehouse.person", "warehouse.local_authority_answer", "warehouse.request",
    "warehouse.assessment", "warehouse.named_plan", "warehouse.plan_detail", "warehouse.active_plan",
    "warehouse.placement_detail", "warehouse.sen_need",
]
YEAR = "2025"


def run(place, folder, given):
    place.need(4)
    scale = given.scale or 5
    returns = place.synthesise(
        os.path.join(folder, "returns"), "--year", YEAR, "--la", given.la, "--scale", str(scale), "--form", "both"
    )
    several = several_returns(place, folder, given, scale)
    one = os.path.join(returns, YEAR, given.la)
    cases = [
        ("CSV set, one connection", [os.path.join(one, "csv")], 1),
        ("XML, one connection", [one_xml(one)], 1),
        ("4 XML returns, two connections", several, 2),
    ]
    results = {
        name: Case(place, os.path.join(folder, "home"), paths, connections).pairs(given.pairs, name)
        for name, paths, connections in cases
    }
    show(results)
    place.write("load", {"scale": scale, "la": given.la, "cases": results})


def one_xml(folder):
    return next(os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".xml"))


def several_returns(place, folder, given, scale):
    """Four returns that hold about as many rows together as the large one."""
    out = os.path.join(folder, "several")
    codes = ["330", "382", "850", "888"]
    chosen = [word for code in codes for word in ("--la", code)]
    place.synthesise(out, "--year", YEAR, *chosen, "--scale", str(scale / 2))
    return [one_xml(os.path.join(out, YEAR, code)) for code in codes]


class Case:
    """The same returns, our way and theirs."""

    def __init__(self, place, home, paths, connections):
        self.place, self.home, self.connections = place, home, connections
        self.server = Server(place, home)
        self.rows_folder = os.path.join(os.path.dirname(home), "rows")
        os.makedirs(self.rows_folder, exist_ok=True)
        self.size = sum(bytes_under(path, ".csv") if os.path.isdir(path) else os.path.getsize(path) for path in paths)
        self.hand_in(paths)

    def hand_in(self, paths):
        for name in ("sendstat", "start"):
            self.server.ask(f"DROP DATABASE IF EXISTS {name}", "postgres")
        self.place.run("collection", "open", f"sen2@{YEAR}", "--sign-off", "none", "--home", self.home)
        for path in paths:
            code = os.path.basename(os.path.dirname(path))
            self.place.run("submit", path, "--from", f"la:{code}", "--return", f"sen2@{YEAR}", "--home", self.home)
        self.server.keep_as_start()

    def ours(self):
        self.server.start_again()
        words = [self.place.program, "work", "--once", "--quiet", "--home", self.home]
        return measure([*words, "--concurrency", str(self.connections)], self.server)

    def theirs(self):
        self.server.start_again()
        with open(self.script, encoding="utf-8") as script:
            return measure(self.server.psql(), self.server, standard_input=script)

    def pairs(self, count, name):
        say(f"{name}:")
        self.ours()
        answer = self.answer()
        self.export()
        theirs = self.theirs()
        self.accept()
        if self.answer() != answer:
            raise BenchError("psql wrote other rows than ours.")
        say(f"  same digest by both ways; psql alone {theirs.wall:.2f} s. Pairs:")
        ours, theirs = in_turn(count, self.ours, self.theirs, say)
        rows = sum(self.expected.values())
        return {
            "rows": rows, "bytes": self.size, "ratio": ratios(ours, theirs), "ours": summary(ours),
            "theirs": summary(theirs),
        }

    def answer(self):
        """The digest of all facts, which both ways must give."""
        return self.place.run("db", "digest", "--home", self.home)

    def export(self):
        """Writes the rows that ours made as text, and the script that loads them."""
        self.expected = self.server.rows()
        self.script = os.path.join(self.rows_folder, "load.sql")
        lines = ["BEGIN;"]
        for name in TABLES:
            path = os.path.join(self.rows_folder, f"{name}.txt")
            columns = self.server.ask(
                "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute "
                f"WHERE attrelid = '{name}'::regclass AND attnum > 0 AND NOT attisdropped"
            )
            ordered = f"(SELECT {columns} FROM {name} ORDER BY submission_id, row_number)"
            self.copy(f"\\copy {ordered} to '{path}'")
            lines.append(f"\\copy {name} ({columns}) from '{path}'")
        with open(self.script, "w", encoding="utf-8") as file:
            file.write("\n".join([*lines, "COMMIT;", ""]))
        self.accepted = self.server.ask(
            "SELECT format('UPDATE intake.submission SET state = %L, collection_year = %L, schema_version = %L, "
            "schema_hash = %L, valid_from = %L WHERE id = %s;', state, collection_year, schema_version, schema_hash, "
            "valid_from, id) FROM intake.submission"
        )

    def copy(self, command):
        done = subprocess.run([*self.server.psql(), "-c", command], capture_output=True, text=True, env=clean())
        if done.returncode != 0:
            raise BenchError(f"psql: {done.stderr[-500:]}")

    def accept(self):
        """After psql, marks the submissions as accepted, so that the digest reads their rows."""
        self.server.ask(self.accepted)


def show(results):
    headings = ["load", "rows", "ours s", "psql s", "ratio", "least", "greatest", "rows/s", "cpu s", "server cpu s",
                "psql server cpu s", "peak MiB", "mark MiB"]
    rows = []
    for name, result in results.items():
        ours, theirs, ratio = result["ours"], result["theirs"], result["ratio"]
        rows.append([
            name, result["rows"], ours["wall"], theirs["wall"], ratio["median"], ratio["least"], ratio["greatest"],
            result["rows"] / ours["wall"], ours["cpu"], ours["server_cpu"], theirs["server_cpu"], ours["peak"],
            128 + 3 * result["bytes"] / 2**20,
        ])
    table(headings, rows)
    print("A ratio above 1 means that ours is faster. Ours starts, reads the kept bytes back, checks, writes, counts and "
          "commits; psql starts, copies clean rows and commits.")
