"""The 40 rules in DuckDB: the file into a table, one pass with a case for each rule, the faults unnested into CSV."""
import os
import sys

import duckdb

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
REQUIRED = ("Surname", "DOB", "Sex", "EnrolStatus", "SENprovision")
LISTS = {
    "Sex": "sex", "Ethnicity": "ethnicity", "Language": "language", "EnrolStatus": "enrolment-status",
    "NCyearActual": "year-group", "Boarder": "boarder", "SENneed1": "census-sen-type",
}
UPN_PLACES = " + ".join(f"(number // {10 ** (11 - place)} % 10) * {place + 1}" for place in range(1, 12))
UPN_LETTER = f"""'{LETTERS}'[({UPN_PLACES} + 13 * (CASE WHEN UPN[13] BETWEEN '0' AND '9' THEN ascii(UPN[13]) - 48
  ELSE instr('{LETTERS}', UPN[13]) - 1 END)) % 23 + 1]"""
ULN_SUM = " + ".join(f"(learner // {10 ** (10 - place)} % 10) * {11 - place}" for place in range(1, 11))

RULES = {
    "code-not-valid-on-census-date SENprovision": ("SENprovision IN ('S', 'A', 'P')", "SENprovision"),
    "upn-form": ("NOT upn_form", "UPN"),
    "upn-check-letter": ("NOT upn_right", "UPN"),
    "uln-check-digit": (f"({ULN_SUM}) % 11 <> 10", "UniqueLearnerNumber"),
    "upn-missing": ("UPN IS NULL AND Phase <> 'SP'", "UPN"),
    "upn-twice": ("upn_again", "UPN"),
    "child-twice": ("child_again", "Surname", "Forename", "DOB"),
    "former-upn-is-the-same": ("upn_right AND UPN = FormerUPN", "UPN", "FormerUPN"),
    "uln-expected": ("age >= 14 AND UniqueLearnerNumber IS NULL", "UniqueLearnerNumber"),
    "born-after-census-day": ("birth > DATE '2026-01-15'", "DOB"),
    "age-unlikely": (
        "birth <= DATE '2026-01-15' AND (birth > DATE '2024-01-15' OR birth <= DATE '2006-01-15')", "DOB",
    ),
    "entry-after-census-day": ("entry > DATE '2026-01-15'", "EntryDate"),
    "entry-before-birth": ("entry <= birth", "EntryDate", "DOB"),
    "year-group-not-of-age": (
        "Phase <> 'SP' AND abs(TRY_CAST(year_group AS INTEGER) + 4 - age) > 1", "NCyearActual", "DOB",
    ),
    "reception-not-of-age": ("year_group = 'R' AND age NOT BETWEEN 3 AND 5", "NCyearActual", "DOB"),
    "boarder-very-young": ("Boarder IN ('B', '6', '7') AND age < 5", "Boarder", "DOB"),
    "ethnicity-missing": ("age >= 5 AND Ethnicity IS NULL", "Ethnicity"),
    "need-missing": ("provision IN ('E', 'K') AND SENneed1 IS NULL AND SENneed2 IS NULL", "SENprovision"),
    "need-without-provision": (
        "provision = 'N' AND (SENneed1 IS NOT NULL OR SENneed2 IS NOT NULL)", "SENprovision",
    ),
    "same-need-twice": ("SENneed1 = SENneed2 AND SENneed1 IN {SENneed1}", "SENprovision"),
    "unit-and-resourced-provision": ("unit AND resourced", "SENunitIndicator", "ResourcedProvisionIndicator"),
    "unit-without-sen": ("unit AND provision = 'N'", "SENprovision", "SENunitIndicator"),
    "top-up-with-sen-support": ("top_up AND provision = 'K'", "SENprovision", "TopUpFunding"),
    "special-school-without-sen": ("Phase = 'SP' AND provision = 'N'", "SENprovision"),
}

# No long IN here: it becomes a join, and the rows of the table no longer stand in the order of the file.
LOAD = """
CREATE TEMP TABLE census AS SELECT *, TRY_CAST(DOB AS DATE) AS birth, TRY_CAST(EntryDate AS DATE) AS entry,
  2025 - year(birth) - (month(birth) > 8)::INTEGER AS age,
  regexp_full_match(UPN, '[{letters}][0-9]{{11}}[0-9{letters}]') AS upn_form,
  TRY_CAST(UPN[2:12] AS BIGINT) AS number, CASE WHEN upn_form THEN UPN[1] = {upn_letter} END AS upn_right,
  TRY_CAST(UniqueLearnerNumber AS BIGINT) AS learner,
  CASE WHEN SENprovision IN ('E', 'K', 'N') THEN SENprovision END AS provision,
  {flags}
FROM read_csv($census, header = true, all_varchar = true, delim = ',', quote = '"')
"""
FLAG = "CASE {column} WHEN '1' THEN true WHEN 'true' THEN true WHEN '0' THEN false WHEN 'false' THEN false END AS {name}"
FLAGS = {"SENunitIndicator": "unit", "ResourcedProvisionIndicator": "resourced", "TopUpFunding": "top_up"}
AGAIN = """
CREATE TEMP TABLE {name} AS SELECT {columns}, min(rowid) AS first FROM census WHERE {whole}
GROUP BY {columns} HAVING count(*) > 1
"""
CHECK = """
COPY (
  SELECT found.rule AS rule, row, found.value AS value FROM (
    SELECT row, unnest(list_filter([{cases}], fault -> fault IS NOT NULL)) AS found FROM (
      SELECT census.*, census.rowid + 2 AS row,
        CASE WHEN NCyearActual IN {NCyearActual} THEN NCyearActual END AS year_group,
        numbers.first < census.rowid AS upn_again, children.first < census.rowid AS child_again
      FROM census
      LEFT JOIN numbers ON census.upn_right AND (census.LEA, census.Estab, census.UPN) =
        (numbers.LEA, numbers.Estab, numbers.UPN)
      LEFT JOIN children ON (census.LEA, census.Estab, census.Surname, census.Forename, census.birth) =
        (children.LEA, children.Estab, children.Surname, children.Forename, children.birth)))
) TO '{findings}' (HEADER, DELIMITER ',')
"""


def main(census, codes, findings):
    database = duckdb.connect(config={"threads": 2})
    known = {column: codes_of(codes, name) for column, name in LISTS.items()}
    flags = ", ".join(FLAG.format(column=column, name=name) for column, name in FLAGS.items())
    database.execute(LOAD.format(letters=LETTERS, upn_letter=UPN_LETTER, flags=flags), {"census": census})
    database.execute(AGAIN.format(name="numbers", columns="LEA, Estab, UPN", whole="upn_right"))
    database.execute(
        AGAIN.format(
            name="children", columns="LEA, Estab, Surname, Forename, birth",
            whole="Surname IS NOT NULL AND Forename IS NOT NULL AND birth IS NOT NULL",
        )
    )
    cases = ", ".join(case(name, test.format(**known), columns) for name, (test, *columns) in rules().items())
    database.execute(CHECK.format(cases=cases, findings=findings, **known))


def codes_of(folder, name):
    found = duckdb.read_csv(os.path.join(folder, f"{name}.csv"), header=True, all_varchar=True).project("code")
    return "(" + ", ".join(f"'{code}'" for (code,) in found.fetchall()) + ")"


def rules():
    every = {f"value-missing {column}": (f"{column} IS NULL", column) for column in REQUIRED}
    for column, read in (("DOB", "birth"), ("EntryDate", "entry")):
        every[f"date-not-readable {column}"] = (f"{column} IS NOT NULL AND {read} IS NULL", column)
    for column, read in (("SENunitIndicator", "unit"), ("TopUpFunding", "top_up")):
        every[f"boolean-not-readable {column}"] = (f"{column} IS NOT NULL AND {read} IS NULL", column)
    for column in LISTS:
        every[f"code-not-in-list {column}"] = (f"{column} NOT IN {{{column}}}", column)
    return every | RULES


def case(name, test, columns):
    value = " || ' + ' || ".join(f"coalesce({column}, '')" for column in columns)
    return f"CASE WHEN {test} THEN {{'rule': '{name}', 'value': {value}}} END"


if __name__ == "__main__":
    main(*sys.argv[1:])
