"""Runs rules in their canonical text with cel-python, the functions they need included.

`functions` and `as_record` are all that another program needs: see docs/rule-language.md. Run as a program it reads
JSON lines: first the records, then one expression a line; it writes one line of values for each.
"""

import datetime
import json
import re
import struct
import sys

import celpy
import celpy.celtypes as cel
from celpy.evaluation import CELEvalError, Evaluator

FIRST_DAY = datetime.date(1970, 1, 1)
FIRST_MOMENT = datetime.datetime(2000, 1, 1)


def failing(function):
    """A function whose error is an error of the expression, as CEL wants it."""

    def run(*arguments):
        for argument in arguments:
            if isinstance(argument, CELEvalError):
                return argument
        try:
            return function(*arguments)
        except (ValueError, OverflowError, IndexError, TypeError) as error:
            return CELEvalError(str(error), type(error), error.args)

    run.__name__ = function.__name__
    return run


def date(value):
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("not a date")
    return datetime.date.fromisoformat(str(value))


def add_months(day, months):
    month = day.year * 12 + day.month - 1 + int(months)
    year, month = divmod(month, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError("no such year")


def age_on(birth, day):
    return cel.IntType(day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)))


def academic_year(day):
    return cel.IntType(day.year if day.month >= 9 else day.year - 1)


def academic_age(birth, day):
    return cel.IntType(academic_year(day) - birth.year - ((8, 31) < (birth.month, birth.day)))


def lower(text):
    return cel.StringType("".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text))


def upper(text):
    return cel.StringType("".join(chr(ord(c) - 32) if "a" <= c <= "z" else c for c in text))


def string(value):
    if isinstance(value, cel.BoolType):
        return cel.StringType("true" if value else "false")
    if isinstance(value, datetime.datetime):
        return cel.StringType(value.isoformat())
    return cel.StringType(value)


def integer(value):
    if isinstance(value, str) and not re.fullmatch("[+-]?[0-9]+", value):
        raise ValueError("not a whole number")
    return cel.IntType(value)


def element(values, place):
    # cel-python counts negative places from the end, as Python does.
    if place < 0:
        raise ValueError("no such place")
    return values[place]


def truth(value):
    if isinstance(value, str) and value not in ("true", "false", "True", "False", "TRUE", "FALSE", "1", "0", "t", "f"):
        raise ValueError("neither true nor false")
    return cel.BoolType(value in ("true", "True", "TRUE", "1", "t")) if isinstance(value, str) else value


functions = {
    name: failing(function)
    for name, function in {
        "date": date,
        "days_between": lambda a, b: cel.IntType((b - a).days),
        "add_days": lambda day, days: day + datetime.timedelta(days=int(days)),
        "add_months": add_months,
        "year_of": lambda day: cel.IntType(day.year),
        "month_of": lambda day: cel.IntType(day.month),
        "day_of": lambda day: cel.IntType(day.day),
        "age_on": age_on,
        "academic_year": academic_year,
        "academic_age": academic_age,
        "lower": lower,
        "upper": upper,
        # cel-python writes True, and reads digits of other scripts.
        "string": string,
        "int": integer,
        "bool": truth,
        "_[_]": element,
    }.items()
}


def unreadable(name):
    return CELEvalError(f"{name} cannot be read", ValueError, None)


class Record(cel.MapType):
    """A record; fields that are blank are not in it, and fields that cannot be read give an error, even under has()."""

    def __init__(self, unreadable=()):
        super().__init__()
        self.unreadable = set(unreadable)

    def __getitem__(self, name):
        return unreadable(str(name)) if str(name) in self.unreadable else dict.__getitem__(self, cel.StringType(name))


def has(evaluator, path):
    """Whether a record has a field; cel-python says no, where CEL has an error, when there is no such record at all."""
    last = next(tree for tree in path.iter_subtrees_topdown() if tree.data == "member_dot")
    record = evaluator.visit(last.children[0])
    if isinstance(record, CELEvalError):
        return record
    name = str(last.children[1])
    return unreadable(name) if name in record.unreadable else cel.BoolType(name in record)


def member_dot_arg(evaluator, tree, original=Evaluator.member_dot_arg):
    """A macro or method; cel-python lets the error of a macro end the whole expression, where CEL has a value of it."""
    try:
        return original(evaluator, tree)
    except CELEvalError as error:
        return error


Evaluator.macro_has_eval = has
Evaluator.member_dot_arg = member_dot_arg


def as_value(value, kind):
    if kind == "date":
        return datetime.date.fromisoformat(value)
    if kind == "dateTime":
        return datetime.datetime.fromisoformat(value)
    return {"bool": cel.BoolType, "int": cel.IntType, "string": cel.StringType}[kind](value)


def as_record(fields, kinds):
    record = Record(name for name, value in fields.items() if value is None)
    for name, value in fields.items():
        if value is not None:
            record[cel.StringType(name)] = as_value(value, kinds[name])
    return record


def load(data):
    """Makes the records, then ties them together: a relation to one is a record, a relation to many a list."""
    kinds = data["kinds"]
    records = {name: [as_record(row, kinds[name]) for row in rows] for name, rows in data["records"].items()}
    for relation in data["relations"]:
        targets = records[relation["to"]]
        for record, reached in zip(records[relation["from"]], relation["rows"]):
            key = cel.StringType(relation["name"])
            if isinstance(reached, list):
                record[key] = cel.ListType([targets[row] for row in reached])
            elif reached is not None:
                record[key] = targets[reached]
    constants = {name: as_value(value, kind) for name, (kind, value) in data["constants"].items()}
    return records, constants


def written(value):
    """A value as a word that compares exactly."""
    if isinstance(value, (CELEvalError, Exception)):
        return "!"
    if isinstance(value, (bool, cel.BoolType)):
        return "b" + ("true" if value else "false")
    if isinstance(value, float):
        return "d" + ("nan" if value != value else str(struct.unpack("<Q", struct.pack("<d", value))[0]))
    if isinstance(value, int):
        return "i" + str(int(value))
    if isinstance(value, str):
        return "s" + value
    if isinstance(value, datetime.datetime):
        return "T" + str(int((value - FIRST_MOMENT).total_seconds()))
    if isinstance(value, datetime.date):
        return "D" + str((value - FIRST_DAY).days)
    if isinstance(value, list):
        parts = [written(part) for part in value]
        return "!" if "!" in parts else "[" + ",".join(parts) + "]"
    return "?" + type(value).__name__


def values(environment, expression, records, constants):
    program = environment.program(environment.compile(expression), functions=functions)
    for record in records:
        try:
            yield written(program.evaluate({"this": record, **constants}))
        except CELEvalError:
            yield "!"


def main():
    sys.setrecursionlimit(10_000)
    records, constants = load(json.loads(sys.stdin.readline()))
    environment = celpy.Environment()
    for line in sys.stdin:
        question = json.loads(line)
        try:
            answer = list(values(environment, question["expression"], records[question["record"]], constants))
        except celpy.CELParseError as error:
            answer = ["parse error: " + str(error)]
        print(json.dumps(answer))


if __name__ == "__main__":
    main()
