#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Runs every fuzz target of a build for some seconds, one on each core, starting from the inputs kept in fuzz/inputs/<target>.
# Usage: tools/run-fuzzers.sh BUILD_FOLDER SECONDS [SEED]
# With a seed each run tries the same inputs in the same order; without one, others each time.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" = --one ]; then
    target=$2 seconds=$3 seed=$4
    name=$(basename "$target")
    work=build/fuzz-inputs/$name
    mkdir -p "$work"
    kept=()
    [ -d "fuzz/inputs/$name" ] && kept=("fuzz/inputs/$name")
    if ! "$target" -max_total_time="$seconds" -seed="$seed" -timeout=10 -rss_limit_mb=2048 -artifact_prefix="$work/found-" \
        "$work" "${kept[@]}" >"$work.log" 2>&1; then
        tail -n 40 "$work.log" >&2
        echo "$name failed; the input that did it is in $work, the whole log in $work.log" >&2
        exit 255 # xargs stops
    fi
    echo "$name: $(tail -n 1 "$work.log")"
    exit 0
fi

build=$1 seconds=$2 seed=${3:-0} # 0: by the clock
mapfile -t targets < <(find "$build/fuzz" -maxdepth 1 -name '*_fuzz' -type f -perm -u+x | sort)
if [ ${#targets[@]} = 0 ]; then
    echo "no fuzz targets in $build/fuzz" >&2
    exit 1
fi
echo "fuzzing ${#targets[@]} targets, $seconds seconds each"
printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I {} "$0" --one {} "$seconds" "$seed"
