"""Writes example_600.csv: a made-up customer book of 600 accounts in the style of a CRM export.

Nobody in it exists. The sizes follow the default company of the model's documentation, twice as large: 40 enterprise,
160 mid-market and 400 small accounts with lognormal ARR (median and 90th percentile below). Formats are untidy in the
ways exports are: amounts written in four ways, dates in two, addresses that run over lines, names with commas, quotes
and accents.

    python make_example.py [TARGET]

Standard library only, and only ``random()`` of the generator, whose sequence Python guarantees: the same seed gives
the same bytes.
"""

import csv
import io
import math
import random
import sys
from datetime import date
from pathlib import Path
from statistics import NormalDist

SEED = 20261120
EXPORTED = date(2026, 11, 20)
FIRST_RENEWAL = date(2027, 1, 1)
Z90 = NormalDist().inv_cdf(0.9)

# accounts, median ARR, ARR that nine of ten stay below, least and most, {term in months: share}, CSMs
SIZES = (
    (40, 163_000, 385_000, 75_000, 900_000, {24: 0.7, 36: 0.3}, ("Amara Diallo", "Jonas Weber", "Priya Raman")),
    (160, 31_000, 60_000, 15_000, 74_999, {12: 1.0}, ("Lucía Ortega", "Tom Becker", "Mei Tanaka", "Sofia Rossi")),
    (400, 7_500, 16_000, 900, 14_999, {12: 0.7, 1: 0.3}, ("Chris Doyle", "Nadia Haddad", "Ola Lindqvist")),
)
FIRST = (
    "Alder Amber Aspen Basalt Beacon Birch Bright Cedar Cobalt Copper Coral Delta Ember Falcon Fjord Garnet Granite "
    "Harbor Hazel Indigo Iris Juniper Lumen Maple Meridian Nimbus Onyx Orchid Pioneer Quartz Raven Saffron Sierra "
    "Tidal Umber Vela Willow Zephyr Ångström Böhm Élan Núñez 青山"
).split()
SECOND = (
    "Analytics Brewing Capital Clinics Components Dynamics Education Energy Foods Freight Hotels Insurance Labs "
    "Logistics Media Networks Optics Packaging Pharma Retail Robotics Software Textiles Travel Water"
).split()
FORMS = (" Inc.", ", Inc.", " LLC", " Ltd", " GmbH", " & Sons, Co.", " Group", ' "Example" Corp')
REGIONS = {"North America": 0.5, "EMEA": 0.33, "APAC": 0.12, "LATAM": 0.05}
INDUSTRIES = ("Manufacturing", "Services", "Health", "Retail", "Public sector", "Technology")
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
STATUSES = {"Active": 0.9, "Onboarding": 0.04, "At Risk": 0.06}
HEADER = (
    "Account ID (synthetic)", "Account Name", "Billing Address", "Industry", "Region", "Status", "CSM",
    "ARR (USD)", "Contract Start Date", "Contract Term (Months)", "Renewal Date", "Open Cases",
)  # fmt: skip


def pick(rng, shares):
    """Return one of the keys, each with its share."""
    u = rng.random()
    for word, share in shares.items():
        u -= share
        if u < 0:
            return word
    return word


def one_of(rng, words):
    """Return one of the words, all equally likely."""
    return words[int(rng.random() * len(words))]


def cents_of(rng, median, p90, least, most):
    """Return a lognormal ARR in cents, cut off at the limits of its size."""
    sigma = math.log(p90 / median) / Z90
    amount = median * math.exp(sigma * NormalDist().inv_cdf(max(rng.random(), 1e-9)))
    amount = min(max(amount, least), most)
    # round prices are common; the rest have cents, as prorated contracts do
    return int(amount) // 50 * 5_000 if rng.random() < 0.6 and amount >= least + 50 else int(amount * 100)


def money(rng, cents):
    """Write an amount in one of four ways."""
    whole, rest = divmod(cents, 100)
    return one_of(
        rng, (f"${whole:,}.{rest:02d}", f"{whole:,}.{rest:02d}", f"{whole}.{rest:02d}", f"USD {whole:,}.{rest:02d}")
    )


def months_after(day, months):
    """Return the same day of a later month; every month has it, since no day is after the 19th."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, day.day)


def contract(rng, terms):
    """Return start, term and the first end from 2027 on of a customer who came within the last seven years."""
    term = pick(rng, terms)
    age = int(84 * rng.random() ** 1.6)
    start = months_after(date(EXPORTED.year, EXPORTED.month, 1 + int(rng.random() * 19)), -age)
    end = months_after(start, term)
    while end < FIRST_RENEWAL:
        end = months_after(end, term)
    return start, term, end


def name_of(i):
    """Return the i-th name; all differ, because i is read as three digits in mixed bases."""
    first, rest = FIRST[i % len(FIRST)], i // len(FIRST)
    return f"{first} {SECOND[(rest + 7 * i) % len(SECOND)]}{FORMS[(i + rest) % len(FORMS)]}"


def rows():
    """Yield the lines of the book, the largest customers first."""
    rng = random.Random(SEED)
    number = 0
    for accounts, median, p90, least, most, terms, csms in SIZES:
        for _ in range(accounts):
            start, term, end = contract(rng, terms)
            street = f"{1 + int(rng.random() * 990)} Sample Street"
            yield (
                f"SYN-{700_001 + 37 * number}",
                name_of(number),
                f"{street}\nExample City" if rng.random() < 0.15 else f"{street}, Example City",
                one_of(rng, INDUSTRIES),
                pick(rng, REGIONS),
                pick(rng, STATUSES),
                one_of(rng, csms),
                money(rng, cents_of(rng, median, p90, least, most)),
                f"{start.day}-{MONTHS[start.month - 1]}-{start.year}",
                str(term),
                f"{end.month}/{end.day}/{end.year}",
                str(int(-1.2 * math.log(max(rng.random(), 1e-9)))),
            )
            number += 1


def text():
    """Return the whole file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    # an export is sorted by nothing a reader would expect: here by the last digits of the identifier
    writer.writerows(sorted(rows(), key=lambda row: (int(row[0][-2:]), row[0])))
    return out.getvalue()


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("example_600.csv")
    target.write_bytes(text().encode("utf-8"))
