#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Shows Guvoh at work on the example documents, in a throwaway vault: what `make run` does after building.
set -euo pipefail
cd "$(dirname "$0")/.."
guvoh=$PWD/build/guvoh
export GUVOH_VAULT=build/example-vault GUVOH_PASSPHRASE_FILE=build/example-passphrase

if [ -t 1 ]; then bold=$'\033[1m' plain=$'\033[0m'; else bold='' plain=''; fi
say() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
show() {
    printf '\n$ guvoh %s\n' "$*"
    "$guvoh" "$@"
}

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

cat <<TEXT

${bold}That was Guvoh. Now with documents of your own:${plain}

  export PATH="$PWD/build:\$PATH"
  export GUVOH_VAULT=~/record
  guvoh init                     asks for a passphrase and prints a recovery key for paper
  guvoh ingest ~/Documents       PDF, DOCX, ODT, RTF, HTML, e-mail, scans, tables, ZIP
  guvoh search 'a name or word'
  guvoh --help

First steps, explained: docs/guide/first-steps.md
TEXT
