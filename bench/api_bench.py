#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Requests a second and p99 of the API at 50 connections over 1,000,000 records, beside a static JSON answer of the same server, and its
memory. Usage: api_bench.py BUILD_FOLDER [RECORDS] [SECONDS]. Server, load and everything else share the machine's cores."""
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/api"))
from server import Server, wait_until  # noqa: E402

BUILD = Path(sys.argv[1])
RECORDS = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
SECONDS = sys.argv[3] if len(sys.argv) > 3 else "10"
CONNECTIONS, CHUNK = "50", 50_000
FIRST = "Akmal Bakhtiyor Dilnoza Farkhod Gulnara Jamshid Kamila Laziz Malika Nodir Oybek Parviz Rustam Saida Timur Umida".split()
LAST = "Alimov Boboev Davlatov Ergashev Fayzullin Ganiev Hakimov Ismoilov Juraev Karimova Latipov Mirzoev Nazarov Olimov Pulatov".split()
NOTES = "held in a cell without light|asked for a doctor twice|saw the duty officer|was moved at night|spoke with a lawyer|heard others in the corridor".split("|")


def table(begin, count, chance):
    rows = ["alias,sex,occupation,note"]
    for number in range(begin, begin + count):
        rows.append(f"{chance.choice(FIRST)} {chance.choice(LAST)} {number},{chance.choice(['female', 'male', ''])},work {number % 997},{chance.choice(NOTES)}")
    return "\n".join(rows) + "\n"


def fill(server, chance):
    began = time.time()
    for begin in range(0, RECORDS, CHUNK):
        status, reply, _ = server.ask("POST", "/api/v1/records/Person/import?format=csv&reason=bench", raw=table(begin, min(CHUNK, RECORDS - begin), chance),
                                      headers={"Content-Type": "text/csv"}, timeout=600)
        if status != 200 or reply["added"] != min(CHUNK, RECORDS - begin):
            raise SystemExit(f"import: {status} {str(reply)[:500]}")
    print(f"{RECORDS:,} records imported over HTTP in {time.time() - began:.0f} s")


def upload_documents(server, chance, count=200):
    for number in range(count):
        text = " ".join(chance.choice(NOTES) + ";" for _ in range(200))
        server.ask("POST", f"/api/v1/uploads?name=note-{number}.txt&job=bench", raw=f"Note {number}. {text}", headers={"Content-Type": "text/plain"})
    wait_until(lambda: server.ask("GET", "/api/v1/jobs/bench")[1]["phase"] == "done", 300)


def request(server, method, path, body=None):
    data = json.dumps(body) if body is not None else ""
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {server.cookie}\r\nX-Guvoh-Token: {server.csrf}\r\n"
    if data:
        head += f"Content-Type: application/json\r\nContent-Length: {len(data.encode())}\r\n"
    return head + "\r\n" + data


def scenarios(server, chance):
    ids = []
    for word in NOTES[:2]:
        for name in FIRST:
            ids += [row["id"] for row in server.ask("GET", f"/api/v1/records/Person?q={name}&limit=200")[1]["rows"]]
    words = ["doctor", "lawyer", "officer", "cell", "corridor", "night"]
    return {
        "static JSON (/healthz)": [request(server, "GET", "/healthz")],
        "list, page of 50": [request(server, "GET", f"/api/v1/records/Person?limit=50&sort={s}") for s in ("-created_at", "alias", "-updated_at")],
        "list, filter and facets": [request(server, "GET", f"/api/v1/records/Person?limit=50&where=sex:is:{x}&facets=sex") for x in ("female", "male")],
        "get": [request(server, "GET", f"/api/v1/record/{i}") for i in chance.sample(ids, min(len(ids), 2000))],
        "search records by name": [request(server, "GET", f"/api/v1/records/Person?limit=20&q={f}%20{last}") for f in FIRST for last in LAST],
        "search documents": [request(server, "GET", f"/api/v1/search?limit=10&q={a}%20{b}") for a in words for b in words],
        "create": [request(server, "POST", "/api/v1/records/Person", {"fields": {"alias": f"New {i}"}, "reason": "bench"}) for i in range(5000)],
    }


def main():
    chance = random.Random(7)
    guvoh, load = BUILD / "apps/guvoh/guvoh", BUILD / "bench/api_bench"
    with Server(str(guvoh), "--no-log") as server:
        print(f"memory, empty: {server.resident_kib() // 1024} MiB")
        fill(server, chance)
        upload_documents(server, chance)
        time.sleep(5)
        print(f"memory, idle with {RECORDS:,} records: {server.resident_kib() // 1024} MiB")
        print(f"{'':26} {'requests/s':>10} {'median ms':>10} {'p99 ms':>8} {'bytes':>7} {'failed':>6}")
        peak = 0
        for name, requests in scenarios(server, chance).items():
            with tempfile.NamedTemporaryFile("w", newline="") as file:
                file.write("\0".join(requests))
                file.flush()
                done = subprocess.run([load, str(server.port), CONNECTIONS, SECONDS, file.name], capture_output=True, text=True)
            if done.returncode != 0:
                print(f"{name:26} the load ended with {done.returncode}")
                continue
            r = json.loads(done.stdout)
            peak = max(peak, server.resident_kib())
            print(f"{name:26} {r['per_second']:>10,} {r['median_ms']:>10.2f} {r['p99_ms']:>8.2f} {r['bytes_each']:>7,} {r['failed']:>6}")
        print(f"memory, most under load: {peak // 1024} MiB")


main()
