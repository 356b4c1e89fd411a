"""How long a program took, how much processor and memory: its own, and the database server's."""
import dataclasses
import os
import statistics
import subprocess
import threading
import time

from .place import BenchError, clean

TICKS = os.sysconf("SC_CLK_TCK")


@dataclasses.dataclass
class Measured:
    """What one run took. Memory is in MiB: the program's peak of resident memory, and the peak of what the server's
    processes hold for themselves, without the buffers they share."""

    wall: float
    cpu: float
    server_cpu: float
    peak: float
    server_peak: float
    output: str


def status(process, field):
    """A line of /proc/PID/status in KiB; 0 when the process is gone."""
    try:
        with open(f"/proc/{process}/status", encoding="utf-8") as file:
            return next((int(line.split()[1]) for line in file if line.startswith(field)), 0)
    except (OSError, IndexError):
        return 0


def times(process, with_children=False):
    """Seconds of processor that a process used; 0 when it is gone."""
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8") as file:
            fields = file.read().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return sum(int(value) for value in fields[11 : 15 if with_children else 13]) / TICKS


class Sampler:
    """Looks at a program and a server every few milliseconds until told to stop."""

    def __init__(self, process, server):
        self.process, self.server = process, server
        self.peak = self.server_peak = 0
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self):
        while not self.stopped.wait(0.01):
            self.peak = max(self.peak, status(self.process, "VmHWM:"))
            if self.server:
                own = sum(status(child, "RssAnon:") for child in self.server.processes())
                self.server_peak = max(self.server_peak, own)

    def stop(self):
        self.stopped.set()
        self.thread.join()


def measure(words, server=None, core=None, allowed=(0,), standard_input=None):
    """Runs a program once and takes its time. Its start and end are part of the time.

    core: the one processor core it may use. allowed: the exit codes that count as done.
    """
    words = ["taskset", "-c", str(core), *words] if core is not None else words
    server_before = server.cpu() if server else 0.0
    children_before = os.times()
    started = time.monotonic()
    process = subprocess.Popen(
        words, stdin=standard_input or subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=clean(),
    )
    sampler = Sampler(process.pid, server)
    output, errors = process.communicate()
    wall = time.monotonic() - started
    sampler.stop()
    children = os.times()
    if process.returncode not in allowed:
        raise BenchError(f"{' '.join(words)} ended with {process.returncode}: {errors[-500:]}")
    cpu = children.children_user + children.children_system - children_before.children_user
    return Measured(
        wall=wall,
        cpu=cpu - children_before.children_system,
        server_cpu=(server.cpu() if server else 0.0) - server_before,
        peak=sampler.peak / 1024,
        server_peak=sampler.server_peak / 1024,
        output=output,
    )


def in_turn(pairs, ours, theirs, tell):
    """Runs ours and theirs in turn, so that a slow minute meets both, and gives the runs of each."""
    runs = ([], [])
    for number in range(1, pairs + 1):
        for side, run in zip(runs, (ours, theirs)):
            side.append(run())
        tell(f"  pair {number} of {pairs}: {runs[0][-1].wall:.2f} s against {runs[1][-1].wall:.2f} s")
    return runs


def ratios(ours, theirs):
    """How many times faster ours is than theirs: the median of the pairs, the least and the greatest."""
    each = sorted(their.wall / our.wall for our, their in zip(ours, theirs))
    return {"median": statistics.median(each), "least": each[0], "greatest": each[-1], "pairs": len(each)}


def summary(runs):
    """Medians of the times and peaks of the memory, over the runs of one side."""
    middle = {name: statistics.median(getattr(run, name) for run in runs) for name in ("wall", "cpu", "server_cpu")}
    return middle | {name: max(getattr(run, name) for run in runs) for name in ("peak", "server_peak")}


def table(headings, rows):
    """Prints a table, the first column to the left and the rest to the right."""
    cells = [headings] + [[cell if isinstance(cell, str) else shown(cell) for cell in row] for row in rows]
    widths = [max(len(row[place]) for row in cells) for place in range(len(headings))]
    for row in cells:
        first, rest = row[0].ljust(widths[0]), [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        print("  ".join([first, *rest]), flush=True)


def shown(number):
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.2f}"
