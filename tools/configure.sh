#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Configures one preset, and says nothing unless that fails: a person who builds wants to see the build.
set -euo pipefail
cd "$(dirname "$0")/.."
preset=$1
mkdir -p build
log=build/configure-$preset.log
if ! cmake --preset "$preset" >"$log" 2>&1; then
    cat "$log" >&2
    echo "Configuring the preset '$preset' failed; the text above is also in $log" >&2
    exit 1
fi
