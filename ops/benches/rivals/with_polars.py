"""The 40 rules in polars: one lazy query that leaves the rows with a fault, then one narrow table for each rule."""
import datetime
import os
import sys

os.environ["POLARS_MAX_THREADS"] = "2"

import polars as pl  # noqa: E402

CENSUS_DAY = datetime.date(2026, 1, 15)
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
UPN_FORM = f"^[{LETTERS}][0-9]{{11}}[0-9{LETTERS}]$"
REQUIRED = ("Surname", "DOB", "Sex", "EnrolStatus", "SENprovision")
LISTS = {
    "Sex": "sex", "Ethnicity": "ethnicity", "Language": "language", "EnrolStatus": "enrolment-status",
    "NCyearActual": "year-group", "Boarder": "boarder", "SENneed1": "census-sen-type",
}


def main(census, codes, findings):
    known = {column: codes_of(codes, name) for column, name in LISTS.items()}
    rules = rules_with(known)
    rows = (
        pl.scan_csv(census, infer_schema=False, row_index_name="row", row_index_offset=2)
        .with_columns(**typed(known))
        .with_columns(academic_age=2025 - pl.col("birth").dt.year() - (pl.col("birth").dt.month() > 8))
        .with_columns(broken.fill_null(False).alias(name) for name, (broken, _) in rules.items())
        .filter(pl.any_horizontal(list(rules)))
        .collect()
    )
    parts = [
        rows.filter(name).select(pl.lit(name).alias("rule"), "row", value(columns)) for name, (_, columns) in rules.items()
    ]
    pl.concat(parts).write_csv(findings)


def codes_of(folder, name):
    return pl.read_csv(os.path.join(folder, f"{name}.csv"), infer_schema=False)["code"].to_list()


def value(columns):
    return pl.concat_str([pl.col(column).fill_null("") for column in columns], separator=" + ").alias("value")


def typed(known):
    """What the rules ask of a cell's meaning; null where it cannot be read."""
    col = pl.col
    form = col("UPN").str.contains(UPN_FORM)
    provision = pl.when(col("SENprovision").is_in(["E", "K", "N"])).then("SENprovision")
    return {
        "birth": col("DOB").str.to_date("%Y-%m-%d", strict=False),
        "entry": col("EntryDate").str.to_date("%Y-%m-%d", strict=False),
        "upn_form": form,
        "upn_right": pl.when(form).then(col("UPN").str.slice(0, 1) == upn_letter()),
        "provision": provision,
        "unit": flag("SENunitIndicator"),
        "resourced": flag("ResourcedProvisionIndicator"),
        "top_up": flag("TopUpFunding"),
        "year": pl.when(col("NCyearActual").is_in(known["NCyearActual"])).then("NCyearActual"),
        "has_need": col("SENneed1").is_not_null() | col("SENneed2").is_not_null(),
    }


def flag(column):
    return pl.col(column).replace_strict({"1": True, "true": True, "0": False, "false": False}, default=None)


def digits(column, first, weights):
    """The weighted sum of a run of digits, taken from one number rather than one text for each digit."""
    number = pl.col(column).str.slice(first, len(weights)).cast(pl.Int64, strict=False)
    places = range(len(weights) - 1, -1, -1)
    return sum((number // 10**place % 10) * weight for place, weight in zip(places, weights))


def upn_letter():
    values = {str(digit): digit for digit in range(10)} | {letter: i for i, letter in enumerate(LETTERS)}
    last = pl.col("UPN").str.slice(12, 1).replace_strict(values, default=None, return_dtype=pl.Int64)
    total = digits("UPN", 1, range(2, 13)) + last * 13
    return (total % 23).replace_strict(dict(enumerate(LETTERS)), default=None, return_dtype=pl.String)


def again(columns):
    """Rows whose values stand in an earlier row; none where a value is missing."""
    whole = pl.all_horizontal(pl.col(column).is_not_null() for column in columns)
    return whole & ~pl.struct(columns).is_first_distinct()


def rules_with(known):
    col = pl.col
    birth, entry, age, provision = col("birth"), col("entry"), col("academic_age"), col("provision")
    special, year = col("Phase") == "SP", col("year")
    rules = {f"value-missing {column}": (col(column).is_null(), [column]) for column in REQUIRED}
    rules |= {
        f"date-not-readable {column}": (col(column).is_not_null() & read.is_null(), [column])
        for column, read in (("DOB", birth), ("EntryDate", entry))
    }
    rules |= {
        f"boolean-not-readable {column}": (col(column).is_not_null() & read.is_null(), [column])
        for column, read in (("SENunitIndicator", col("unit")), ("TopUpFunding", col("top_up")))
    }
    rules |= {
        f"code-not-in-list {column}": (~col(column).is_in(codes), [column]) for column, codes in known.items()
    }
    return rules | {
        "code-not-valid-on-census-date SENprovision": (col("SENprovision").is_in(["S", "A", "P"]), ["SENprovision"]),
        "upn-form": (~col("upn_form"), ["UPN"]),
        "upn-check-letter": (~col("upn_right"), ["UPN"]),
        "uln-check-digit": (
            digits("UniqueLearnerNumber", 0, range(10, 0, -1)) % 11 != 10, ["UniqueLearnerNumber"]
        ),
        "upn-missing": (col("UPN").is_null() & ~special, ["UPN"]),
        "upn-twice": (again(["LEA", "Estab", "UPN"]) & col("upn_right"), ["UPN"]),
        "child-twice": (
            again(["LEA", "Estab", "Surname", "Forename", "birth"]), ["Surname", "Forename", "DOB"]
        ),
        "former-upn-is-the-same": ((col("UPN") == col("FormerUPN")) & col("upn_right"), ["UPN", "FormerUPN"]),
        "uln-expected": ((age >= 14) & col("UniqueLearnerNumber").is_null(), ["UniqueLearnerNumber"]),
        "born-after-census-day": (birth > CENSUS_DAY, ["DOB"]),
        "age-unlikely": (
            (birth <= CENSUS_DAY)
            & ((birth > datetime.date(2024, 1, 15)) | (birth <= datetime.date(2006, 1, 15))),
            ["DOB"],
        ),
        "entry-after-census-day": (entry > CENSUS_DAY, ["EntryDate"]),
        "entry-before-birth": (entry <= birth, ["EntryDate", "DOB"]),
        "year-group-not-of-age": (
            ~special & ((year.cast(pl.Int32, strict=False) + 4 - age).abs() > 1), ["NCyearActual", "DOB"]
        ),
        "reception-not-of-age": ((year == "R") & ~age.is_between(3, 5), ["NCyearActual", "DOB"]),
        "boarder-very-young": (col("Boarder").is_in(["B", "6", "7"]) & (age < 5), ["Boarder", "DOB"]),
        "ethnicity-missing": ((age >= 5) & col("Ethnicity").is_null(), ["Ethnicity"]),
        "need-missing": (provision.is_in(["E", "K"]) & ~col("has_need"), ["SENprovision"]),
        "need-without-provision": ((provision == "N") & col("has_need"), ["SENprovision"]),
        "same-need-twice": (
            (col("SENneed1") == col("SENneed2")) & col("SENneed1").is_in(known["SENneed1"]), ["SENprovision"]
        ),
        "unit-and-resourced-provision": (
            col("unit") & col("resourced"), ["SENunitIndicator", "ResourcedProvisionIndicator"]
        ),
        "unit-without-sen": (col("unit") & (provision == "N"), ["SENprovision", "SENunitIndicator"]),
        "top-up-with-sen-support": (col("top_up") & (provision == "K"), ["SENprovision", "TopUpFunding"]),
        "special-school-without-sen": (special & (provision == "N"), ["SENprovision"]),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
