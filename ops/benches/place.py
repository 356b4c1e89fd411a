"""Where a bench works, which program it times, and where its numbers go."""
import contextlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))


class BenchError(Exception):
    """Why a bench could not be run, in a sentence."""


def say(text=""):
    print(text, file=sys.stderr, flush=True)


class Place:
    def __init__(self, folder, program, keep):
        self.results = os.path.join(REPOSITORY, ".sendstat", "bench")
        self.folder = os.path.realpath(folder or self.results)
        self.keep = keep
        self.program = os.path.realpath(program) if program else self.build()
        os.makedirs(self.results, exist_ok=True)

    @staticmethod
    def build():
        say("Building ...")
        words = ["swift", "build", "-c", "release"]
        subprocess.run([*words, "--product", "sendstat"], cwd=REPOSITORY, check=True, stdout=sys.stderr)
        shown = subprocess.run([*words, "--show-bin-path"], cwd=REPOSITORY, check=True, capture_output=True, text=True)
        return os.path.join(shown.stdout.strip(), "sendstat")

    @contextlib.contextmanager
    def of(self, name):
        """A folder of the bench's own, removed afterwards with what was made in it."""
        folder = os.path.join(self.folder, f"{name}-work")
        os.makedirs(folder, exist_ok=True)
        home = os.path.join(folder, "home")
        try:
            yield folder
        finally:
            if os.path.exists(home):
                self.run("db", "stop", "--home", home)
            if not self.keep:
                shutil.rmtree(folder)

    def run(self, *words):
        """Runs the program where no time is taken, and gives what it prints."""
        done = subprocess.run([self.program, *words], cwd=REPOSITORY, capture_output=True, text=True, env=clean())
        if done.returncode != 0:
            raise BenchError(f"sendstat {' '.join(words)} ended with {done.returncode}: {done.stderr[-500:]}")
        return done.stdout

    def synthesise(self, out, *words):
        """Writes made-up returns, unless they are there from a run that kept them."""
        mark = os.path.join(out, "nation.json")
        if not os.path.exists(mark):
            self.run("synth", "--seed", "1", "--out", out, "--quiet", *words)
        return out

    def need(self, gigabytes):
        free = shutil.disk_usage(self.folder).free / 1e9
        say(f"Needs about {gigabytes:g} GB of disk in {self.folder}; {free:.0f} GB are free.")
        if free < gigabytes:
            raise BenchError("there is too little room. Name another folder with --dir, or a smaller --scale.")

    def write(self, name, numbers):
        machine = {"processor": processor(), "cores": os.cpu_count(), "load": os.getloadavg()[0]}
        whole = {"bench": name, "at": time.strftime("%Y-%m-%dT%H:%M:%S%z"), "machine": machine, **numbers}
        path = os.path.join(self.results, f"{name}.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(whole, file, indent=2)
            file.write("\n")
        say(f"Written to {os.path.relpath(path)}\n")


def clean():
    """The environment without what would lead to a database that is not the bench's own."""
    return {k: v for k, v in os.environ.items() if not k.startswith("PG") and k != "DATABASE_URL"}


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return names[0] if names else platform.machine()


def bytes_under(folder, ending):
    paths = (os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)
    return sum(os.path.getsize(path) for path in paths if path.endswith(ending))
