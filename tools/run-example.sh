#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Shows Guvoh at work on the example documents, in a throwaway vault: what `make run` does after building.
set -euo pipefail
cd "$(dirname "$0")/.."
guvoh=$PWD/build/guvoh
vault=build/example-vault
secret=build/example-passphrase

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
show() { printf '\n$ guvoh'; printf ' %q' "$@" | sed "s/\\\\ / /g"; printf '\n'; "$guvoh" "$@"; }
[ -t 1 ] || say() { printf '\n%s\n' "$*"; }
show_words() { printf '\n$ guvoh %s\n' "$*"; "$guvoh" "$@"; }

rm -rf "$vault"
(umask 077; openssl rand -hex 16 >"$secret")
export GUVOH_VAULT=$vault GUVOH_PASSPHRASE_FILE=$secret

say 'A throwaway record is made from the folder examples/ (invented people and places).'
show_words init >build/example-init.txt
show_words ingest examples

say 'One name, typed in Latin letters, found in every script:'
show_words search Askarov --limit 5
say 'One word, in Russian, found in its other forms:'
show_words search 'пытки' --limit 5

say 'And the proof that nothing was altered:'
show_words verify

cat <<TEXT

That was Guvoh. Now with documents of your own:

  export PATH=$PWD/build:\$PATH
  export GUVOH_VAULT=~/my-record
  guvoh init                     # asks for a passphrase, prints the recovery key for paper
  guvoh ingest ~/Documents       # PDF, DOCX, ODT, RTF, HTML, e-mail, images, tables, ZIP
  guvoh search 'a name or word'
  guvoh --help

First steps with explanations: docs/guide/first-steps.md
The example record stays in $vault until the next \`make run\` or \`make clean\`.
TEXT
