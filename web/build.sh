#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Builds the screens: build.sh FOLDER leaves them in FOLDER/dist. With `packages` instead of a folder it only installs what is
# needed and prints where. Packages are shared by all build folders and installed again only when the lock file changes.
set -euo pipefail
web=$(cd "$(dirname "$0")" && pwd)
packages=$(dirname "$web")/build/third_party/web

install_packages() {
    local wanted
    wanted=$(cat "$web/package-lock.json" "$web/.npmrc" | sha256sum | cut -c1-16)
    mkdir -p "$packages"
    exec 9>"$packages/.lock"
    flock 9
    if [ "$(cat "$packages/.installed" 2>/dev/null)" != "$wanted" ]; then
        echo "installing the packages of the screens" >&2
        rm -f "$packages/.installed"
        cp "$web/package.json" "$web/package-lock.json" "$web/.npmrc" "$packages/"
        (cd "$packages" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
        echo "$wanted" >"$packages/.installed"
    fi
    flock -u 9
}

install_packages
if [ "${1:?where to?}" = packages ]; then
    echo "$packages/node_modules"
    exit 0
fi
mkdir -p "$1"
out=$(cd "$1" && pwd)
rm -rf "$out/tree"
mkdir -p "$out/tree"
cp -r "$web/src" "$web/public" "$web/index.html" "$web/package.json" "$web/tsconfig.json" "$web/vite.config.ts" "$out/tree/"
ln -s "$packages/node_modules" "$out/tree/node_modules"
cd "$out/tree"
node node_modules/vite/bin/vite.js build --logLevel warn --outDir "$out/dist.new" --emptyOutDir
rm -rf "$out/dist"
mv "$out/dist.new" "$out/dist"
