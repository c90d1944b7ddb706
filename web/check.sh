#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Types, rules, formatting and unit tests of the screens: check.sh FOLDER works in FOLDER/check, never in the source tree.
set -euo pipefail
web=$(cd "$(dirname "$0")" && pwd)
modules=$("$web/build.sh" packages)
work=${1:?where to?}/check
rm -rf "$work"
mkdir -p "$work/web"
cp -r "$web/src" "$web/mock" "$web/public" "$work/web/"
cp "$web"/*.json "$web"/*.ts "$web"/*.js "$web"/.prettier* "$web/index.html" "$work/web/"
ln -s "$modules" "$work/web/node_modules"
cd "$work/web"
node node_modules/typescript/bin/tsc --noEmit
node node_modules/eslint/bin/eslint.js .
node node_modules/prettier/bin/prettier.cjs --check --log-level warn .
node node_modules/vitest/vitest.mjs run
