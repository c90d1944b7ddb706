#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kills `guvoh ingest` with SIGKILL at random moments, again and again: after each kill the record opens, verifies, and has all it
had before; the next run goes on; at the end it holds exactly what one quiet run would.

    kill_during_ingest.py PROGRAM [--kills 100] [--files 400] [--seed 1]
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--kills", type=int, default=12 if os.environ.get("GUVOH_SHORT_FAULTS") else 100)
    parser.add_argument("--files", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    random.seed(args.seed)
    folder = tempfile.mkdtemp(prefix="guvoh-kill-")
    try:
        return run(args, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(args, folder):
    source, vault = os.path.join(folder, "source"), os.path.join(folder, "vault")
    os.makedirs(source)
    for i in range(args.files):
        with open(os.path.join(source, f"note-{i:05}.txt"), "w", encoding="utf-8") as out:
            out.write(f"Visit note {i}. Камера {i}, окно закрыто, вода раз в день.\n" * (1 + i % 7))
    passphrase = os.path.join(folder, "passphrase")
    with open(passphrase, "w", encoding="utf-8") as out:
        out.write("nine words of no importance for a test only\n")
    common = ["--vault", vault, "--passphrase-file", passphrase, "--json", "--quiet"]

    def call(*words):
        done = subprocess.run([args.program, *words, *common], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(f"guvoh {words[0]} ended with {done.returncode}: {done.stdout}{done.stderr}")
            sys.exit(1)
        return json.loads(done.stdout)

    call("init", "--stretch-memory-kib", "8192")
    kills, held, landed = 0, 0, 0
    while kills < args.kills:
        begun = time.monotonic()
        process = subprocess.Popen([args.program, "ingest", source, "--no-ocr", *common], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=random.uniform(0.05, 1.2))
        except subprocess.TimeoutExpired:
            process.kill()
            landed += 1
        process.wait()
        kills += 1
        report = call("verify")
        if not report["ok"] or report["documents"] < held:
            print(f"after kill {kills} ({time.monotonic() - begun:.2f} s): {held} documents were held, now {report}")
            return 1
        held = report["documents"]
        if held == args.files:  # all in: begin anew, so that the kills fall into real work
            shutil.rmtree(vault)
            call("init", "--stretch-memory-kib", "8192")
            held = 0
    report = call("ingest", source, "--no-ocr")
    if report["seen"] != args.files or report["added"] + report["already_there"] != args.files or report["refused"]:
        print(f"the last run does not add up: {report}")
        return 1
    if call("list", "--limit", "1")["total"] != args.files or not call("verify")["ok"]:
        print("the record does not hold what one quiet run would")
        return 1
    print(f"{kills} runs, {landed} of them killed in the middle: nothing acknowledged was lost, every record verified")
    return 0 if landed > kills // 4 else 1


if __name__ == "__main__":
    sys.exit(main())
