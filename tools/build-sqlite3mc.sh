#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Fetches the SQLite3 Multiple Ciphers amalgamation (inside an npm package), checks it against the pinned hash and
# builds build/third_party/sqlite3mc/libsqlite3mc.a. Hidden visibility, so that a system libsqlite3 in the same process
# (some library may pull one in) can never be mixed up with ours. Runs once; does nothing when the result is there.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
out=$root/build/third_party/sqlite3mc
version=13.0.3
integrity='UYabM82r1J84TLWc/SszoHs6XopWpl/2HCg3Nui1JUaFXg/VLswzkPowYiRhK/4CftI8dgtikwyZQecMldrGxQ=='
[ -e "$out/libsqlite3mc.a" ] && exit 0
mkdir -p "$out"
exec 9>"$out/.lock"; flock 9
[ -e "$out/libsqlite3mc.a" ] && exit 0
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
echo "fetching SQLite3 Multiple Ciphers" >&2
npm pack --silent --ignore-scripts "better-sqlite3-multiple-ciphers@$version" >/dev/null
got=$(openssl dgst -sha512 -binary "better-sqlite3-multiple-ciphers-$version.tgz" | base64 -w0)
if [ "$got" != "$integrity" ]; then echo "the downloaded package is not the pinned one (sha512 differs)" >&2; exit 1; fi
tar xzf "better-sqlite3-multiple-ciphers-$version.tgz" package/deps/sqlite3/sqlite3.c package/deps/sqlite3/sqlite3.h
cp package/deps/sqlite3/sqlite3.h "$out/"
# Its file shim hides every failed read but a short one: a log frame that cannot be read would then look like the log's
# end, and commits would vanish. Two lines; the build stops if they are not there any more.
sed -i 's/^\( *\)if (rc == SQLITE_IOERR_SHORT_READ)$/\1if (rc != SQLITE_OK) \/* guvoh: was SHORT_READ only *\//' package/deps/sqlite3/sqlite3.c
if [ "$(grep -c 'guvoh: was SHORT_READ only' package/deps/sqlite3/sqlite3.c)" != 2 ]; then
  echo "the read-error patch does not fit this version of SQLite3 Multiple Ciphers" >&2; exit 1
fi
echo "compiling SQLite3 Multiple Ciphers (about a minute)" >&2
# No -m flags: AES instructions are chosen at run time, so old and non-x86 machines run it too.
gcc -O2 -fPIC -w -c package/deps/sqlite3/sqlite3.c -o sqlite3.o \
  '-DSQLITE_API=__attribute__((visibility("hidden")))' -DSQLITE_THREADSAFE=2 -DSQLITE_DQS=0 -DSQLITE_DEFAULT_MEMSTATUS=0 \
  -DSQLITE_LIKE_DOESNT_MATCH_BLOBS -DSQLITE_MAX_EXPR_DEPTH=1000 -DSQLITE_OMIT_DEPRECATED -DSQLITE_OMIT_LOAD_EXTENSION \
  -DSQLITE_USE_URI=1 -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_RTREE -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_TEMP_STORE=3 \
  -DSQLITE_OMIT_SHARED_CACHE -DSQLITE_SECURE_DELETE -DHAVE_USLEEP=1
ar rcs libsqlite3mc.a.new sqlite3.o && mv libsqlite3mc.a.new "$out/libsqlite3mc.a"
echo "built $out/libsqlite3mc.a" >&2
