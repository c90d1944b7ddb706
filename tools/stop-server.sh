#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Ends the server that `make run` started, gently: running requests are finished first.
cd "$(dirname "$0")/.."
pid=$(cat build/serve.pid 2>/dev/null)
if [ -z "$pid" ] || ! grep -q guvoh "/proc/$pid/comm" 2>/dev/null; then
    echo 'No server of make run is running.'
    exit 0
fi
kill "$pid"
for _ in $(seq 100); do
    kill -0 "$pid" 2>/dev/null || { rm -f build/serve.pid; echo 'Guvoh has stopped.'; exit 0; }
    sleep 0.1
done
echo "It has not ended yet: process $pid" >&2
exit 1
