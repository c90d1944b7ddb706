#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Runs every benchmark of a release build, each beside its peer, and prints what they print. Usage: bench/run.sh [BUILD_FOLDER]
# Peers that are not installed are named, and their benchmark is left out.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build/release}
work=$(mktemp -d "${TMPDIR:-/tmp}/guvoh-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT
shared=${GUVOH_SHARED:-../shared}

say() { printf '\n== %s\n' "$*"; }
have() {
    command -v "$1" >/dev/null || { echo "left out: $1 is missing (Debian: $2)"; return 1; }
}

say 'names: approximate lookup among 1,000,000'
"$build/bench/names_bench"
say 'lists: filters, facets, sorting, paging over 1,000,000 records beside SQLite'
"$build/bench/lists_bench"
say 'ledger: append, batch, verify beside SQLite and libsodium'
mkdir "$work/ledger" && "$build/bench/ledger_bench" "$work/ledger"
say 'API: list, get, search and create over 1,000,000 records at 50 connections'
bench/api_bench.py "$build"
if [ ! -d "$shared/data/upr/pdfs" ]; then
    echo "left out: extraction and search need the real documents in $shared/data (or GUVOH_SHARED)"
    exit 0
fi
export GUVOH="$PWD/$build/apps/guvoh/guvoh"
say 'ingestion: small files in their hundred thousands, one large file'
bench/ingest_bench.py many
bench/ingest_bench.py large
say 'ingestion of the UPR reports beside pdftotext'
have pdftotext poppler-utils && bench/ingest_bench.py pdfs
say 'extraction of the UPR reports beside pdftotext'
have pdftotext poppler-utils && "$build/bench/extract_bench"
say 'themes and category of action against UPR Info, every sixth country, beside rules and the most frequent'
"$build/bench/themes_bench" upr/truth.jsonl 4 6
say 'search over 1,000,000 passages beside Lucene and FTS5'
have javac openjdk-17-jdk-headless && have pdftotext poppler-utils && bench/search_bench.sh "$build" 1000000 "$work/search"
