#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kills `guvoh import` with SIGKILL at many moments: after each kill the record opens, verifies, and holds all of the import or none of
it; the next run completes it, every row is counted, and nothing is doubled. The recommendations are invented; States have to be real ones,
except for one that no reader knows.

    kill_during_import.py PROGRAM [--kills 40] [--recommendations 1500] [--seed 1]
"""
import argparse
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

HEADINGS = ["To", "To-Rgrp", "To-Org", "Text", "From", "From-Rgrp", "From-Org", "Response", "Action", "Issue", "Session"]
ASKED = ["Kyrgyzstan", "Tajikistan", "Uzbekistan"]


def write_export(path, recommendations):
    """An export as a database gives it: of every recommendation a row for each of two States, some twice, some to an invented State."""
    doubles, refused, rows = 0, 0, []
    for i in range(recommendations):
        text = f"Open cell block {i} to the preventive mechanism and mend its window number {i * 7}"
        row = [ASKED[i % 3], "", "", text, "Chile", "", "", "Accepted" if i % 4 else "Noted", "5", "Detention", "8"]
        rows += [row, row[:4] + ["Peru"] + row[5:]]
        if i % 10 == 0:
            rows.append(row)
            doubles += 1
        if i % 50 == 0:
            rows.append(["Nowhereland"] + row[1:])
            refused += 1
    with open(path, "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEADINGS] + rows)
    return {"seen": len(rows), "taken": recommendations, "folded": recommendations, "doubles": doubles, "refused": refused}


class Record:
    """A vault in a folder, and the program that works on it."""

    def __init__(self, program, folder):
        self.program, self.vault = program, os.path.join(folder, "vault")
        passphrase = os.path.join(folder, "passphrase")
        with open(passphrase, "w", encoding="utf-8") as out:
            out.write("nine words of no importance for a test only\n")
        self.common = ["--vault", self.vault, "--passphrase-file", passphrase, "--json", "--quiet"]

    def begin(self):
        shutil.rmtree(self.vault, ignore_errors=True)
        self.call("init", "--stretch-memory-kib", "8192")

    def call(self, *words):
        done = subprocess.run([self.program, *words, *self.common], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError(f"guvoh {words[0]} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return json.loads(done.stdout)

    def kill_after(self, seconds, *words):
        """Runs the program and kills it, unless it has ended by then. Gives the seconds it ran, or None when it was killed."""
        began = time.monotonic()
        process = subprocess.Popen([self.program, *words, *self.common], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=seconds)
            return time.monotonic() - began
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return None

    def counts(self):
        return {kind: self.call("records", kind, "--limit", "1")["total"] for kind in ("Recommendation", "Position", "Review")}


def check(what, found, wanted):
    if found != wanted:
        raise AssertionError(f"{what}: {found} instead of {wanted}")


def check_report(what, report, expected):
    check(what, {name: report[name] if name != "refused" else len(report[name]) for name in expected}, expected)
    check(f"{what}, rows", report["seen"], report["taken"] + report["folded"] + report["doubles"] + len(report["refused"]))


def run(args, folder):
    export = os.path.join(folder, "export.csv")
    expected = write_export(export, args.recommendations)
    importing = ("import", export, "--format", "upr-info")
    record = Record(args.program, folder)
    record.begin()
    began = time.monotonic()
    check_report("a quiet import", record.call(*importing), expected)
    quiet_seconds = time.monotonic() - began
    whole = record.counts()
    check("recommendations", whole["Recommendation"], args.recommendations)
    nothing = dict.fromkeys(whole, 0)

    killed = 0
    for number in range(1, args.kills + 1):
        if record.counts() != nothing:
            record.begin()
        # The moments are spread over the import, so that some fall into the writing and some into the commit.
        ran_seconds = record.kill_after(quiet_seconds * (number - random.random()) / args.kills, *importing)
        killed += ran_seconds is None
        quiet_seconds = min(quiet_seconds, ran_seconds or quiet_seconds)
        report = record.call("verify")
        if not report["ok"]:
            raise AssertionError(f"after kill {number} the record does not verify: {report}")
        held = record.counts()
        if held not in (nothing, whole):
            raise AssertionError(f"after kill {number} a part of the import is held: {held} of {whole}")
        if number % 3 == 0 or number == args.kills:
            report = record.call(*importing)
            check_report(f"the import after kill {number}", report, expected)
            counted = report["records"]["Recommendation"]
            check(f"added after kill {number}", counted["added"], args.recommendations - held["Recommendation"])
            check(f"there already after kill {number}", counted["already_there"], held["Recommendation"])
            check(f"records after kill {number}", record.counts(), whole)
    again = record.call(*importing)["records"]
    for kind, counted in again.items():
        check(f"{kind} of one import too many, added or changed", counted["added"] + counted["changed"], 0)
    check("records at the end", record.counts(), whole)
    if not record.call("verify")["ok"]:
        raise AssertionError("the record does not verify at the end")
    print(f"{args.kills} runs, {killed} of them killed in the middle: each time all or nothing, and the next run completed it")
    if killed <= args.kills // 4:
        raise AssertionError("too few of the runs were killed in the middle")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--kills", type=int, default=6 if os.environ.get("GUVOH_SHORT_FAULTS") else 40)
    parser.add_argument("--recommendations", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    random.seed(args.seed)
    folder = tempfile.mkdtemp(prefix="guvoh-kill-import-")
    try:
        run(args, folder)
    except AssertionError as problem:
        print(problem)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
