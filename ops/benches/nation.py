"""The whole SEN2 year from files to report, stage by stage, as `sendstat pipeline run annual-report` does it.

Then each return of the last year is checked by `sendstat validate` alone, two at once, with no database.
"""
import concurrent.futures
import glob
import os
import re
import subprocess
import time

from .loading import YEAR
from .measuring import Sampler, measure, status, summary, table, times
from .place import BenchError, bytes_under, clean, say
from .server import Server

STEP = re.compile(r"^\[\d+/\d+\] (\S+)")


def run(place, folder, given):
    scale = given.scale or 1
    place.need(1 + 9 * scale)
    returns = os.path.join(folder, "returns")
    words = ["synth", "--year", "2024", "--year", "2025", "--seed", "1", "--scale", str(scale), "--quiet"]
    made = measure([place.program, *words, "--out", returns])
    size = bytes_under(returns, ".xml")
    server = Server(place, os.path.join(folder, "home"))
    place.run("db", "migrate", "--home", server.home)
    stages = [{"stage": "synth (two years, not part of the line)", "wall": made.wall, "cpu": made.cpu,
               "server_cpu": 0.0, "peak": made.peak, "server_peak": 0.0}]
    stages += run_line(place, folder, server, returns)
    rows = server.rows()
    show(stages, sum(rows.values()), size)
    print(made.output.strip().replace("\n", "; "))
    print(f"Rows: {', '.join(f'{name} {count:,}' for name, count in rows.items())}")
    database = int(server.ask("SELECT pg_database_size('sendstat')"))
    print(f"XML {size / 1e6:,.0f} MB; database {database / 1e6:,.0f} MB, the files as they came included.")
    alone = check_alone(place, folder, returns)
    alone["rows"] = server.rows(YEAR)
    print(f"validate alone, {alone['returns']} returns of {YEAR}, {alone['bytes'] / 1e6:,.0f} MB of XML: "
          f"{alone['wall']:.1f} s, {alone['cpu']:.1f} CPU s, {sum(alone['rows'].values()) / alone['wall']:,.0f} rows/s, "
          f"{alone['bytes'] / 1e6 / alone['wall']:.0f} MB/s, at most {alone['peak']:.0f} MiB a process.")
    place.write("nation", {"scale": scale, "xml_bytes": size, "database_bytes": database, "rows": rows,
                           "stages": stages, "validate_alone": alone})


def check_alone(place, folder, returns):
    """Checks each return of the last year by a process of its own, two at once, all findings written as CSV."""
    paths = sorted(glob.glob(os.path.join(returns, YEAR, "*", "*.xml")))
    words = [place.program, "validate", "--return", f"sen2@{YEAR}", "--format", "csv", "--output"]

    def check(path):
        return measure([*words, os.path.join(folder, os.path.basename(path) + ".csv"), path], allowed=(0, 1))

    before, started = os.times(), time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(check, paths))
    wall, after = time.monotonic() - started, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    size = sum(os.path.getsize(path) for path in paths)
    return {"returns": len(runs), "bytes": size, "wall": wall, "cpu": cpu, "peak": summary(runs)["peak"]}


def run_line(place, folder, server, returns):
    """Runs the pipeline and reads its steps as it tells them."""
    words = [
        place.program, "pipeline", "run", "annual-report", "--home", server.home, "--set", f"returns={returns}",
        "--set", f"out={os.path.join(folder, 'report')}",
    ]
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean(), cwd=folder
    )
    stages, stage, told = [], None, []
    for line in process.stderr:
        told.append(line)
        begun = STEP.match(line)
        if begun or (stage and line.strip().startswith(f"{stage.name} took")):
            if stage:
                stages.append(stage.end())
            stage = Stage(begun.group(1), process.pid, server) if begun else None
        elif "…" not in line:
            say(line.rstrip())
    headlines = process.stdout.read()
    if process.wait() != 0:
        raise BenchError(f"the pipeline ended with {process.returncode}: {''.join(told)[-500:]}")
    print(headlines)
    return stages


class Stage:
    """What is read at the start of a step, and again at its end."""

    def __init__(self, name, process, server):
        self.name, self.process, self.server = name, process, server
        self.forget_peak()
        self.cpu, self.server_cpu = times(process, with_children=True), server.cpu()
        self.sampler = Sampler(process, server)
        self.started = time.monotonic()

    def forget_peak(self):
        try:
            with open(f"/proc/{self.process}/clear_refs", "w", encoding="utf-8") as file:
                file.write("5")
        except OSError:
            pass

    def end(self):
        wall = time.monotonic() - self.started
        cpu, peak = times(self.process, with_children=True), status(self.process, "VmHWM:")
        self.sampler.stop()
        return {
            "stage": self.name, "wall": wall, "cpu": max(0.0, cpu - self.cpu),
            "server_cpu": self.server.cpu() - self.server_cpu,
            "peak": max(peak, self.sampler.peak) / 1024, "server_peak": self.sampler.server_peak / 1024,
        }


def show(stages, rows, size):
    line = stages[1:]
    whole = {"stage": "the line, files to report"}
    whole |= {name: sum(stage[name] for stage in line) for name in ("wall", "cpu", "server_cpu")}
    whole |= {name: max(stage[name] for stage in line) for name in ("peak", "server_peak")}
    stages.append(whole)
    table(
        ["stage", "wall s", "cpu s", "server cpu s", "peak MiB", "server MiB", "rows/s", "MB/s"],
        [
            [s["stage"], s["wall"], s["cpu"], s["server_cpu"], s["peak"], s["server_peak"],
             rows / s["wall"] if s["stage"] in ("work", whole["stage"]) else "",
             size / 1e6 / s["wall"] if s["stage"] in ("submit", "work", whole["stage"]) else ""]
            for s in stages
        ],
    )
