#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Search, Guvoh beside Lucene and SQLite FTS5 in one run: bench/search_bench.sh BUILD_DIR [PASSAGES] [WORK_DIR]
# BUILD_DIR is a release build (cmake --preset release). Needs poppler-utils, liblucene8-java, openjdk-17-jdk-headless.
# Latencies are wall clock; the cpu_ figures beside them stay fair when the machine is busy.
set -euo pipefail
build=$1
passages=${2:-1000000}
work=${3:-$(mktemp -d)}
here=$(cd "$(dirname "$0")" && pwd)
shared=${GUVOH_SHARED:-$here/../../shared}
jars=$(printf '%s:' /usr/share/java/lucene-{core,analyzers-common,highlighter,queries,memory,queryparser}-8*.jar)

mkdir -p "$work/text" "$work/classes"
if [ ! -s "$work/queries.txt" ]; then
  for pdf in "$shared"/data/upr/pdfs/*.pdf; do
    pdftotext "$pdf" "$work/text/$(basename "$pdf" .pdf).txt" 2>/dev/null || true
  done
  "$build/bench/search_corpus" "$work" "$passages" "$work"/text/*.txt
fi
javac -cp "$jars" -d "$work/classes" "$here/lucene/SearchPeer.java"
lucene() { java -Xmx2g -cp "$jars$work/classes" SearchPeer "$@"; }
size_mb() { du -sb "$1" | awk '{printf "%.1f", $1 / 1e6}'; }

if [ ! -d "$work/lucene" ]; then
  { TIMEFORMAT='%U %S'; time lucene build "$work/corpus.txt" "$work/lucene"; } 2> "$work/lucene.time"
fi
[ -s "$work/fts5.json" ] || "$build/bench/search_fts5" "$work/corpus.txt" "$work/fts5.db" > "$work/fts5.json"
rm -rf "$work/vault"
"$build/bench/search_bench" build "$work/corpus.txt" "$work/vault" > "$work/guvoh.json"
for turn in 1 2 3; do  # in turns, because a machine's speed wanders
  for mode in and or; do
    lucene query "$work/queries.txt" "$work/lucene" $mode > "$work/lucene-$mode-$turn.json"
    "$build/bench/search_bench" query "$work/queries.txt" "$work/vault" $mode > "$work/guvoh-$mode-$turn.json"
  done
done
LUCENE_MB=$(size_mb "$work/lucene") GUVOH_MB=$(size_mb "$work/vault") LUCENE_CPU=$(tail -1 "$work/lucene.time") \
  python3 - "$work" "$passages" <<'PY'
import json, os, sys
work, passages = sys.argv[1], int(sys.argv[2])
load = lambda name: json.load(open(f"{work}/{name}.json"))
guvoh, fts5 = load("guvoh"), load("fts5")
lucene_cpu = sum(map(float, os.environ["LUCENE_CPU"].split()))
size, peer_size = float(os.environ["GUVOH_MB"]), float(os.environ["LUCENE_MB"])
print(f"{passages} passages; encrypted; ratios are Guvoh / peer")
print(f"build CPU s   Guvoh {guvoh['build_cpu_s']:.1f} (text {guvoh['text_cpu_s']:.1f}, index {guvoh['index_cpu_s']:.1f})  FTS5 {fts5['build_cpu_s']:.1f}"
      f"  ratio {guvoh['build_cpu_s'] / fts5['build_cpu_s']:.2f} (target 1.5)   Lucene {lucene_cpu:.1f}  ratio {guvoh['build_cpu_s'] / lucene_cpu:.2f}")
print(f"size MB       Guvoh {size:.1f} (index {guvoh['index_mb']:.1f})  Lucene {peer_size:.1f}  ratio {size / peer_size:.2f} (target 1)")
print(f"peak MB       build {guvoh['peak_mb']}")
for mode in ("and", "or"):
    turns = [(load(f"guvoh-{mode}-{turn}"), load(f"lucene-{mode}-{turn}")) for turn in (1, 2, 3)]
    for key in ("median_ms", "p99_ms", "cpu_median_ms", "cpu_p99_ms"):
        ours, theirs = sorted(turns, key=lambda turn: turn[0][key] / turn[1][key])[1]
        print(f"{mode.upper():3} {key:14} Guvoh {ours[key]:.3f}  Lucene {theirs[key]:.3f}  ratio {ours[key] / theirs[key]:.2f} (target 0.5), the middle of three turns")
    ours = turns[0][0]
    print(f"{mode.upper():3} search alone: median {ours['search_median_ms']:.3f} p99 {ours['search_p99_ms']:.3f} ms; "
          f"open {ours['open_ms']:.1f} ms, first query {ours['first_query_ms']:.1f} ms, memory {ours['peak_mb']} MB")
PY
