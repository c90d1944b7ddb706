#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Installs what is missing to build and run Guvoh on Debian 12: the packages of tools/apt-packages.txt, and the encrypted SQLite
# that Debian does not have; with --tests also what its tests need. Says what it does; quiet when there is nothing to do.
set -euo pipefail
cd "$(dirname "$0")/.."
lists=(tools/apt-packages.txt)
if [ "${1:-}" = --tests ]; then lists+=(tools/apt-packages-test.txt); fi

wanted=()
while read -r package; do
    case $package in
        '' | '#'*) continue ;;
        npm | nodejs) if command -v npm >/dev/null; then continue; fi ;; # Node from elsewhere brings its own npm and refuses Debian's
    esac
    wanted+=("$package")
done < <(cat "${lists[@]}")

installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null | awk '$2 == "installed" {print $1}' || true)
mapfile -t missing < <(comm -23 <(printf '%s\n' "${wanted[@]}" | sort -u) <(printf '%s\n' "$installed" | sort -u))

if [ ${#missing[@]} -gt 0 ]; then
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "These packages are missing and need root to install: ${missing[*]}" >&2
            echo "Run as root, or install sudo." >&2
            exit 1
        fi
        as_root=(sudo)
    fi
    echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    if ! { "${as_root[@]}" apt-get update -q && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
        --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        echo "Installing the packages failed (see above)." >&2
        exit 1
    fi
    echo "Installed."
fi

tools/build-sqlite3mc.sh
