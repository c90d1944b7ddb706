#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# What `make run` does after building: shows Guvoh at work on the example documents in a throwaway record, then starts it for the
# browser on a record of your own and ends with the address to open. `make stop` ends it.
set -euo pipefail
cd "$(dirname "$0")/.."
guvoh=$PWD/build/guvoh
own_record=${GUVOH_VAULT:-$HOME/guvoh-record}
port=${GUVOH_PORT:-7447}

if [ -t 1 ]; then bold=$'\033[1m' plain=$'\033[0m'; else bold='' plain=''; fi
say() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
show() {
    printf '\n$ guvoh %s\n' "$*"
    "$guvoh" "$@"
}

try_the_examples() {
    local -x GUVOH_VAULT=build/example-vault GUVOH_PASSPHRASE_FILE=build/example-passphrase
    rm -rf "$GUVOH_VAULT"
    (umask 077 && openssl rand -hex 16 >"$GUVOH_PASSPHRASE_FILE")

    say 'A throwaway record is made, and the documents in examples/ put into it (invented people and places).'
    show init
    show ingest examples

    say 'A name typed in Latin letters is found in every script:'
    show search Rakhmatov --limit 6
    say 'A Russian word is found in its other forms:'
    show search 'пытки' --limit 3

    say 'And the proof that nothing was altered:'
    show verify
}

# Starts the server in the background and prints the line in which it says where it is.
serve_own_record() {
    local log=build/serve.log
    tools/stop-server.sh >/dev/null
    (umask 077 && : >"$log")
    setsid nohup "$guvoh" serve --vault "$own_record" --listen "127.0.0.1:$port" >"$log" 2>build/serve-requests.log </dev/null &
    echo $! >build/serve.pid
    for _ in $(seq 100); do
        if grep -q '^Open ' "$log"; then
            say 'Guvoh is running, for you alone, on this machine.'
            printf '\n  its record      %s (nothing is there before you set it up)\n' "$own_record"
            printf '  to begin with   drop the files of %s/examples into the window, or your own\n' "$PWD"
            printf '  to stop it      make stop\n  first steps     docs/guide/first-steps.md\n\n'
            grep '^Open ' "$log" | tail -1
            return
        fi
        kill -0 "$(cat build/serve.pid)" 2>/dev/null || break
        sleep 0.1
    done
    cat "$log" build/serve-requests.log >&2
    echo "The server did not start. If port $port is taken: GUVOH_PORT=7448 make run" >&2
    exit 1
}

try_the_examples
serve_own_record
