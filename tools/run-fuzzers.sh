#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Runs every fuzz target of a build for some seconds, first over the inputs kept in fuzz/inputs/<target>.
# Usage: tools/run-fuzzers.sh BUILD_FOLDER SECONDS
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 seconds=$2
found=0
for target in "$build"/fuzz/*_fuzz; do
    [ -x "$target" ] || continue
    found=1
    name=$(basename "$target")
    work=build/fuzz-inputs/$name
    mkdir -p "$work"
    kept=fuzz/inputs/$name
    [ -d "$kept" ] || kept=
    echo "fuzzing $name for $seconds s"
    log=$work.log
    if ! "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -artifact_prefix="$work/crash-" \
        "$work" $kept >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        echo "$name failed; the input that did it is in $work, the whole log in $log" >&2
        exit 1
    fi
    tail -n 1 "$log"
done
if [ $found = 0 ]; then echo "no fuzz targets in $build/fuzz" >&2; exit 1; fi
