#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The recommendations desk over real rows: five UPR Info exports imported over the API, then 40,000 recommendations filtered with facets.
Usage: recommendations_bench.py BUILD_FOLDER

The peer is what a careful script would do: Python's csv, folding the same rows, into SQLite on disk with an index for each column and FTS5
for the text (no signatures, no encryption, no history); its queries are the same page, total and counts. Needs ../shared/data."""
import csv
import io
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/api"))
from server import Server, skip  # noqa: E402

DATA = Path(os.environ.get("GUVOH_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data/upr/raw_csv_samples"
EXPORTS = ["1-5.csv", "6-9.csv", "10-13.csv", "14-17.csv", "17-20.csv"]
MOST = 40_000
STATES = {"KAZ": "Kazakhstan", "KGZ": "Kyrgyzstan", "TJK": "Tajikistan", "UZB": "Uzbekistan", "TKM": "Turkmenistan", "AZE": "Azerbaijan", "SVN": "Slovenia", "FRA": "France"}
WORDS = ["torture", "optional protocol", "death penalty", "women", "journalists", "preventive mechanism", "children", "detention"]
FACETS = ["state", "position", "cycle", "suggested_themes", "action_category"]
COLUMNS = ["state", "session", "response", "action", "text"]


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode("mac_roman").replace("\r\n", "\n").replace("\r", "\n"), newline="")))


def again(exports, count):
    """An export of `count` rows more: those of others, asked of the State that follows in the alphabet."""
    rows = [row for data in exports for row in rows_of(data) if row["Text"]][:count]
    names = sorted({row["To"] for row in rows})
    next_to = dict(zip(names, names[1:] + names[:1]))
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows({**row, "To": next_to[row["To"]]} for row in rows)
    return out.getvalue().encode("mac_roman")


def bring(server, data, name):
    status, reply, _ = server.ask("POST", "/api/v1/reviews/import?" + urllib.parse.urlencode({"format": "upr-info", "name": name, "reason": "bench"}), raw=data,
                                  headers={"Content-Type": "text/csv"}, timeout=900)
    if status != 200:
        raise SystemExit(f"import of {name}: {status} {str(reply)[:500]}")
    if reply["seen"] != reply["taken"] + reply["folded"] + reply["doubles"] + len(reply["refused"]):
        raise SystemExit(f"import of {name}: the counts do not add up: {str(reply)[:500]}")
    return reply


class Peer:
    def __init__(self, folder):
        self.base = sqlite3.connect(Path(folder) / "peer.db")
        self.base.executescript("pragma journal_mode=wal; pragma synchronous=full;"
                                "create table r(id integer primary key, state, session, response, action, text, unique(state, session, response, action, text));"
                                "create table issue(r, issue); create table asker(r, state); create virtual table words using fts5(text, content='');"
                                + "".join(f"create index r_{c} on r({c});" for c in COLUMNS[:4])
                                + "create index issue_r on issue(r, issue); create index issue_i on issue(issue, r); create index asker_r on asker(r);")

    def bring(self, data):
        with self.base:
            for row in rows_of(data):
                key = [row["To"], row["Session"], row["Response"], row["Action"], row["Text"]]
                made = self.base.execute("insert or ignore into r(state, session, response, action, text) values(?,?,?,?,?)", key)
                if made.rowcount:
                    number = made.lastrowid
                    self.base.execute("insert into words(rowid, text) values(?,?)", (number, row["Text"]))
                    self.base.executemany("insert into issue values(?,?)", [(number, issue.strip()) for issue in row["Issue"].split(",")])
                else:
                    (number,) = self.base.execute("select id from r where state=? and session=? and response=? and action=? and text=?", key).fetchone()
                self.base.execute("insert into asker values(?,?)", (number, row["From"]))

    def list(self, state, words):
        where, values = ["1"], []
        if state:
            where.append("state = ?")
            values.append(STATES[state])
        if words:
            where.append("id in (select rowid from words where words match ?)")
            values.append(" AND ".join(words.split()))
        which = " and ".join(where)
        self.base.execute(f"select * from r where {which} order by session desc limit 50", values).fetchall()
        for column in ("state", "response", "session", "action"):
            self.base.execute(f"select {column}, count(*) from r where {which} group by 1", values).fetchall()
        self.base.execute(f"select issue, count(*) from issue where r in (select id from r where {which}) group by 1", values).fetchall()
        return self.base.execute(f"select count(*) from r where {which}", values).fetchone()[0]


def ours(server, state, words):
    asked = [("limit", "50"), ("sort", "-cycle"), ("facets", ",".join(FACETS))]
    if state:
        asked.append(("where", f"state:is:{state}"))
    if words:
        asked.append(("q", words))
    status, reply, _ = server.ask("GET", "/api/v1/records/Recommendation?" + urllib.parse.urlencode(asked))
    if status != 200:
        raise SystemExit(f"list: {status} {str(reply)[:500]}")
    return reply


def spread(values):
    ordered = sorted(values)
    return statistics.median(ordered) * 1e3, ordered[int(len(ordered) * 0.99)] * 1e3


def timed(what, *arguments):
    began = time.perf_counter()
    answer = what(*arguments)
    return time.perf_counter() - began, answer


def main():
    if not DATA.is_dir():
        skip("no UPR Info exports in ../shared/data")
    exports = [(DATA / name).read_bytes() for name in EXPORTS]
    with Server(str(Path(sys.argv[1]) / "apps/guvoh/guvoh"), "--no-log") as server, tempfile.TemporaryDirectory() as folder:
        peer = Peer(folder)
        wall, peer_wall, seen, taken = 0, 0, 0, 0
        cpu, peer_cpu = cpu_seconds(server.process.pid), time.process_time()
        for name, data in zip(EXPORTS, exports):
            seconds, reply = timed(bring, server, data, name)
            wall, seen, taken = wall + seconds, seen + reply["seen"], taken + reply["taken"]
        cpu, peer_cpu = cpu_seconds(server.process.pid) - cpu, time.process_time()
        for data in exports:
            peer_wall += timed(peer.bring, data)[0]
        peer_cpu = time.process_time() - peer_cpu
        print(f"import of {seen:,} rows, {taken:,} recommendations taken: Guvoh {wall:.1f} s ({cpu:.1f} s CPU), Python and SQLite {peer_wall:.1f} s ({peer_cpu:.1f} s CPU); "
              f"ratio {wall / peer_wall:.2f} wall, {cpu / peer_cpu:.2f} CPU (aim: under 15 s)")
        missing = MOST - ours(server, "", "")["total"]
        more = again(exports, missing + missing // 16)
        bring(server, more, "again.csv")
        peer.bring(more)
        print(f"{ours(server, '', '')['total']:,} recommendations; {peer.list('', ''):,} in the peer")
        asked = [(state, words) for state in ["", *STATES] for words in ["", *WORDS]] * 4
        random.Random(7).shuffle(asked)
        mine, theirs = [], []
        for state, words in asked:
            mine.append(timed(ours, server, state, words)[0])
            theirs.append(timed(peer.list, state, words)[0])
        a, b = spread(mine), spread(theirs)
        print(f"{len(asked)} lists of 50, sorted, with {len(FACETS)} facets, over HTTP, a connection each: median {a[0]:.1f} ms, p99 {a[1]:.1f} ms (aim: under 50); "
              f"SQLite in the process: {b[0]:.1f}, {b[1]:.1f}; ratio {a[0] / b[0]:.2f}, {a[1] / b[1]:.2f}")


main()
