"""The programs the census check is held against: one idiomatic script each, run by a Python of the bench's own."""
import os
import subprocess
import venv

from ..place import REPOSITORY, BenchError, say

# DuckDB 2.0.0 miscounts dates that cannot be read (duckdb/duckdb issue 23818), so 1.5.6 it is.
PINNED = ("polars==2.1.0", "duckdb==1.5.6", "frictionless==5.21.0")
FOLDER = os.path.dirname(os.path.realpath(__file__))


def python():
    """The Python that has the rivals, installed by name on first use."""
    folder = os.path.join(REPOSITORY, ".sendstat", "rivals")
    path = os.path.join(folder, "bin", "python")
    if installed(path):
        return path
    say(f"Installing {', '.join(PINNED)} ...")
    venv.create(folder, with_pip=True)
    done = subprocess.run([path, "-m", "pip", "install", "-q", "--disable-pip-version-check", *PINNED], check=False)
    if done.returncode != 0:
        raise BenchError("the rivals could not be installed by pip; see above.")
    return path


def installed(path):
    if not os.path.exists(path):
        return False
    asked = subprocess.run([path, "-m", "pip", "freeze"], capture_output=True, text=True, check=True)
    return set(PINNED) <= set(asked.stdout.split())


def command(interpreter, rival, census, codes, findings):
    """The words that run one rival: it reads the census and writes its findings as rule, row and value."""
    return [interpreter, os.path.join(FOLDER, f"with_{rival}.py"), census, codes, findings]
