#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compares Guvoh's counts of UPR Info exports, per State under review and response, with a count made here with Python's csv.

    python3 bench/upr_info_counts.py build/release/bench/upr_info_bench [../shared/data/upr/raw_csv_samples]
"""
import collections
import csv
import io
import os
import re
import subprocess
import sys

EXPORTS = ["1-5.csv", "6-9.csv", "10-13.csv", "14-17.csv", "17-20.csv"]


def letters(name):
    return re.sub(r"[^a-z]", "", name.lower().replace("&", "").replace(" and ", " ").replace("ô", "o"))


# The names that the export uses and our canonical ones, where their letters differ.
RENAMED = {"dprkorea": "democraticpeoplesrepublicofkorea", "democraticrepublicofcongo": "democraticrepublicofthecongo", "republicofcongo": "congo",
           "macedoniafyr": "northmacedonia", "macedonia": "northmacedonia", "palestine": "stateofpalestine", "stkittsnevis": "saintkittsnevis", "stlucia": "saintlucia",
           "stvincentthegrenadines": "saintvincentthegrenadines", "gambia": "gambia"}


def independent(path):
    with open(path, "rb") as file:
        text = file.read().decode("mac_roman").replace("\r\n", "\n").replace("\r", "\n")
    counts = collections.Counter()
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if row["To"] and row["Text"]:
            name = letters(row["To"])
            counts[RENAMED.get(name, name), row["Response"].strip()] += 1
    return counts


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    bench = sys.argv[1]
    data = sys.argv[2] if len(sys.argv) > 2 else os.path.join(here, "..", "..", "shared", "data", "upr", "raw_csv_samples")
    paths = [os.path.join(data, name) for name in EXPORTS]
    output = subprocess.run([bench, *paths], stdout=subprocess.PIPE, check=True).stdout.decode()
    ours, theirs = collections.Counter(), collections.Counter()
    for path in paths:
        theirs += independent(path)
    for line in output.splitlines():
        cells = line.split("\t")
        if cells[0] == "count":
            ours[letters(cells[1]), cells[2]] += int(cells[3])
        elif cells[0] == "file":
            rows, accepted, doubles, refused = map(int, cells[3:7])
            print(f"{os.path.basename(cells[1]):10} {cells[2]}: {rows} rows = {accepted} accepted + {doubles} doubles + {refused} refused; "
                  f"{cells[7]} recommendations, {cells[8]} repairs{'' if rows == accepted + doubles + refused else '  DOES NOT ADD UP'}")
        elif cells[0] == "seconds":
            print(f"{cells[1]} s")
    different = {key: (ours[key], theirs[key]) for key in ours.keys() | theirs.keys() if ours[key] != theirs[key]}
    print(f"{sum(theirs.values())} rows, {len(theirs)} counts of State and response, {len(different)} differ")
    for key, values in sorted(different.items()):
        print("  ", *key, "Guvoh", values[0], "Python", values[1])
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
