#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A record is backed up while it is served and written to; the copy restores elsewhere and verifies. Usage: backups.py GUVOH"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from server import PASSPHRASE, Server, wait_until


def main():
    guvoh = sys.argv[1]
    away = Path(tempfile.mkdtemp(prefix="guvoh-backups-"))
    secret = away / "passphrase"
    secret.write_text(PASSPHRASE + "\n")

    def guvoh_json(*words):
        done = subprocess.run([guvoh, "--passphrase-file", secret, "--json", *words], capture_output=True, text=True, check=False)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return json.loads(done.stdout)

    try:
        with Server(guvoh, "--backup-to", str(away / "backup")) as server:
            log = lambda: (server.folder / "log").read_text()
            wait_until(lambda: "Backup in" in log() or "failed" in log())
            assert "0 preserved files" in log(), log()
            status, made, _ = server.ask("POST", "/api/v1/records/Organisation", {"fields": {"name": "Door open coalition"}, "reason": "a test"})
            assert status == 201, made
            server.stop()
            server.start()
            server.sign_in()  # opens the record, and so the next backup begins
            wait_until(lambda: log().count("Backup in") == 2)
            assert "failed" not in log(), log()
            other = subprocess.run([guvoh, "--vault", server.folder / "vault", "--passphrase-file", secret, "backup", away / "other"], capture_output=True, check=False)
            assert other.returncode == 11, "the record was not open"
        guvoh_json("restore", str(away / "backup"), str(away / "restored"))
        assert guvoh_json("--vault", str(away / "restored"), "verify")["ok"]
        found = guvoh_json("--vault", str(away / "restored"), "records", "Organisation")
        assert "Door open coalition" in json.dumps(found), found
        print("ok: backed up while served, twice; the copy restores, verifies and holds what was made in between")
    finally:
        shutil.rmtree(away, ignore_errors=True)


if __name__ == "__main__":
    main()
