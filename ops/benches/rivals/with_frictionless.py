"""The rules on single fields in frictionless: types, required, patterns and code lists; the others it does not know."""
import csv
import os
import sys

from frictionless import Checklist, Resource, Schema

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
LISTS = {
    "Sex": "sex", "Ethnicity": "ethnicity", "Language": "language", "EnrolStatus": "enrolment-status",
    "NCyearActual": "year-group", "Boarder": "boarder", "SENneed1": "census-sen-type",
}
REQUIRED = ("Surname", "DOB", "Sex", "EnrolStatus", "SENprovision")
TYPES = {
    "DOB": {"type": "date"}, "EntryDate": {"type": "date"},
    "SENunitIndicator": {"type": "boolean", "trueValues": ["1", "true"], "falseValues": ["0", "false"]},
    "TopUpFunding": {"type": "boolean", "trueValues": ["1", "true"], "falseValues": ["0", "false"]},
}


def main(census, codes, findings):
    with open(census, encoding="utf-8", newline="") as file:
        names = next(csv.reader(file))
    schema = Schema.from_descriptor({"fields": [field(name, codes) for name in names]})
    folder, name = os.path.split(census)
    resource = Resource(path=name, basepath=folder, schema=schema)
    report = resource.validate(Checklist(pick_errors=["type-error", "constraint-error"]), limit_errors=10**7)
    with open(findings, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["rule", "row", "value"])
        for error in report.tasks[0].errors:
            rows.writerow([rule(error), error.row_number, error.cell])


def field(name, codes):
    constraints = {"required": True} if name in REQUIRED else {}
    if name in LISTS:
        with open(os.path.join(codes, f"{LISTS[name]}.csv"), encoding="utf-8", newline="") as file:
            constraints["enum"] = [row["code"] for row in csv.DictReader(file)]
    if name == "UPN":
        constraints["pattern"] = f"[{LETTERS}][0-9]{{11}}[0-9{LETTERS}]"
    return {"name": name, "type": "string", "constraints": constraints} | TYPES.get(name, {})


def rule(error):
    column = error.field_name
    if error.type == "type-error":
        return f"{'date' if TYPES[column]['type'] == 'date' else 'boolean'}-not-readable {column}"
    if column == "UPN":
        return "upn-form"
    return f"{'value-missing' if error.cell == '' else 'code-not-in-list'} {column}"


if __name__ == "__main__":
    main(*sys.argv[1:])
