#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What ingesting costs, each beside a peer in the same run.

    ingest_bench.py pdfs        the UPR PDFs beside `pdftotext` over the same files: CPU, wall, memory; encryption on and off
    ingest_bench.py many        300,000 small files: memory over time, files a second      (--files N)
    ingest_bench.py large       one file of 6 GB: memory over time, beside `sha256sum`     (--gigabytes N)

Needs build/guvoh (make build), for `pdfs` also pdftotext and ../shared/data. CPU is user + system of the program and all its
children; memory is the sum of the proportional set sizes of the program and its parsers, sampled ten times a second.
"""
import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GUVOH = os.environ.get("GUVOH", os.path.join(ROOT, "build", "guvoh"))
SHARED = os.environ.get("GUVOH_SHARED", os.path.join(ROOT, "..", "shared"))


def family(pid):
    """The process and its descendants."""
    found, waiting = [], [pid]
    while waiting:
        at = waiting.pop()
        found.append(at)
        try:
            for task in os.listdir(f"/proc/{at}/task"):
                with open(f"/proc/{at}/task/{task}/children", encoding="ascii") as children:
                    waiting += [int(child) for child in children.read().split()]
        except OSError:
            pass
    return found


def proportional_mb(pid):
    total = 0
    for member in family(pid):
        try:
            with open(f"/proc/{member}/smaps_rollup", encoding="ascii") as rollup:
                total += sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
        except OSError:
            pass
    return total / 1024


def measure(command, sample=True):
    """Runs a command; gives CPU and wall seconds, memory samples and its output."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    samples = []

    def watch():
        while process.poll() is None:
            samples.append(proportional_mb(process.pid))
            time.sleep(0.1)

    if sample:
        threading.Thread(target=watch, daemon=True).start()
    out, err = process.communicate()
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}: {err.decode()[-500:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu": cpu, "wall": wall, "memory": samples, "out": out}


class Record:
    """A throwaway record, made anew for each run."""

    def __init__(self, folder):
        self.folder = folder
        self.vault = os.path.join(folder, "vault")
        self.passphrase = os.path.join(folder, "passphrase")
        with open(self.passphrase, "w", encoding="utf-8") as out:
            out.write("a passphrase for measuring only\n")

    def options(self):
        return ["--vault", self.vault, "--passphrase-file", self.passphrase, "--json", "--quiet"]

    def fresh(self, *options):
        shutil.rmtree(self.vault, ignore_errors=True)
        subprocess.run([GUVOH, "init", "--stretch-memory-kib", "8192", *options, *self.options()], check=True, stdout=subprocess.DEVNULL)

    def ingest(self, *paths, sample=True):
        return measure([GUVOH, "ingest", *paths, *self.options()], sample)


def say(label, values, unit=""):
    print(f"{label:<52} {statistics.median(values):8.2f} {unit:<8} ({min(values):.2f} to {max(values):.2f})")


def pdfs(args, folder):
    source = os.path.join(SHARED, "data", "upr", "pdfs")
    if not os.path.isdir(source):
        sys.exit("SKIPPED: ../shared/data/upr/pdfs is not here")
    files = sorted(os.path.join(source, name) for name in os.listdir(source) if name.endswith(".pdf"))
    script = os.path.join(folder, "peer.sh")
    with open(script, "w", encoding="utf-8") as out:
        out.write("#!/bin/sh\nfor f in " + " ".join(f"'{name}'" for name in files) + "; do pdftotext \"$f\" /dev/null 2>/dev/null; done\nexit 0\n")
    os.chmod(script, 0o700)
    record, ratios, plain_ratios, walls, peaks = Record(folder), [], [], [], []
    for _ in range(args.rounds):
        peer = measure([script], sample=False)
        record.fresh()
        ours = record.ingest(source, sample=False)
        record.fresh("--unencrypted-for-measuring")
        plain = record.ingest(source, sample=False)
        ratios.append(ours["cpu"] / peer["cpu"])
        plain_ratios.append(ours["cpu"] / plain["cpu"])
        walls.append(peer["wall"] / ours["wall"])
        report = json.loads(ours["out"])
        assert report["seen"] == report["added"] + report["already_there"] + len(report["refused"]), report
        print(f"  pdftotext {peer['cpu']:.2f} s CPU, {peer['wall']:.2f} s; guvoh {ours['cpu']:.2f} s CPU, {ours['wall']:.2f} s; "
              f"unencrypted {plain['cpu']:.2f} s CPU; {report['added']} added, {report['pages']} pages")
    record.fresh()
    peaks.append(max(record.ingest(source)["memory"]))
    say("CPU, guvoh : pdftotext (aim 1.25 at most)", ratios)
    say("CPU, encrypted : not encrypted (aim under 1.1)", plain_ratios)
    say("wall, pdftotext : guvoh", walls)
    say("memory at its highest (aim under 200)", peaks, "MB")


def many(args, folder):
    source = os.path.join(folder, "source")
    for i in range(args.files):
        if i % 1000 == 0:
            os.makedirs(os.path.join(source, f"{i // 1000:03}"))
        with open(os.path.join(source, f"{i // 1000:03}", f"{i:06}.txt"), "w", encoding="utf-8") as out:
            out.write(f"Visit note {i}: cell {i % 97}, window {i % 13}, water {i % 7} times a day; камера {i % 89}.\n")
    record = Record(folder)
    record.fresh()
    run = record.ingest(source)
    report = json.loads(run["out"])
    assert report["added"] == args.files, {key: report[key] for key in ("seen", "added", "already_there")}
    memory = run["memory"]
    tenth = max(1, len(memory) // 10)
    print(f"{args.files} files in {run['wall']:.0f} s, {args.files / run['wall']:.0f} a second, {run['cpu'] / args.files * 1e6:.0f} us CPU each")
    print("memory in MB, median of each tenth of the run: " +
          " ".join(f"{statistics.median(memory[i * tenth:(i + 1) * tenth]):.0f}" for i in range(10)) + f"; highest {max(memory):.0f}")


def large(args, folder):
    path = os.path.join(folder, "large.mp4")
    block = os.urandom(1 << 20)
    with open(path, "wb") as out:
        for i in range(args.gigabytes * 1024):
            out.write(i.to_bytes(8, "big") + block[8:])
    peer = measure(["sha256sum", path], sample=False)
    record = Record(folder)
    record.fresh()
    run = record.ingest(path)
    report = json.loads(run["out"])
    assert report["added"] == 1, report
    memory = run["memory"]
    print(f"{args.gigabytes} GB in {run['wall']:.0f} s; CPU {run['cpu'] / peer['cpu']:.2f} times sha256sum's")
    print(f"memory in MB: first tenth {statistics.median(memory[:max(1, len(memory) // 10)]):.0f}, "
          f"last tenth {statistics.median(memory[-max(1, len(memory) // 10):]):.0f}, highest {max(memory):.0f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["pdfs", "many", "large"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--files", type=int, default=300_000)
    parser.add_argument("--gigabytes", type=int, default=6)
    args = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="guvoh-bench-")
    try:
        {"pdfs": pdfs, "many": many, "large": large}[args.what](args, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
