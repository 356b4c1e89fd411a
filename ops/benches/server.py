"""The private PostgreSQL of a bench: its processes, and databases that start alike for each run."""
import os
import subprocess

from .measuring import times
from .place import BenchError, clean


class Server:
    """The server of a home, started through the program."""

    def __init__(self, place, home):
        self.place, self.home = place, home
        os.makedirs(home, exist_ok=True)
        reached = place.run("db", "start", "--home", home).strip()
        self.socket, _, rest = reached.rpartition(":")
        self.port = rest.partition("/")[0]
        with open(os.path.join(home, "postgresql", "data", "postmaster.pid"), encoding="utf-8") as file:
            self.postmaster = int(file.readline())

    def processes(self):
        path = f"/proc/{self.postmaster}/task/{self.postmaster}/children"
        with open(path, encoding="utf-8") as file:
            return file.read().split()

    def cpu(self):
        """Seconds of processor of all the server's processes, those that ended included."""
        return times(self.postmaster, with_children=True) + sum(times(child) for child in self.processes())

    def psql(self, database="sendstat"):
        """The words that start psql on a database, quiet and stopping at the first error."""
        return [
            "psql", "-h", self.socket, "-p", self.port, "-U", "postgres", "-d", database, "-X", "-q", "-A", "-t",
            "-v", "ON_ERROR_STOP=1",
        ]

    def ask(self, sql, database="sendstat"):
        done = subprocess.run([*self.psql(database), "-c", sql], capture_output=True, text=True, env=clean())
        if done.returncode != 0:
            raise BenchError(f"psql: {done.stderr[-500:]}")
        return done.stdout.strip()

    def keep_as_start(self):
        """Keeps the database as it is now as the state that each run starts from."""
        self.ask("CREATE DATABASE start TEMPLATE sendstat STRATEGY file_copy", "postgres")

    def start_again(self):
        """Puts the database back to that state, with nothing left to write."""
        self.ask("DROP DATABASE sendstat", "postgres")
        self.ask("CREATE DATABASE sendstat TEMPLATE start STRATEGY file_copy", "postgres")
        self.ask("CHECKPOINT", "postgres")

    def rows(self, year=None):
        """Rows of facts of the accepted submissions, by table; of one year's collection when one is named."""
        where = f"WHERE collection_year = {int(year)} " if year else ""
        listed = self.ask(
            "SELECT table_name, sum(row_count) FROM intake.record_count JOIN intake.submission ON id = submission_id "
            f"{where}GROUP BY table_name ORDER BY table_name"
        )
        return {name: int(count) for name, count in (line.split("|") for line in listed.splitlines())}
