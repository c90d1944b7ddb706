#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Killing the server in the middle of requests loses nothing that was acknowledged. Usage: kill.py GUVOH [ROUNDS]"""
import http.client
import sys
import tempfile
import threading
import time

from server import Server

ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 3


def write(server, acknowledged, round_number, lane):
    number = 0
    while True:
        number += 1
        alias = f"r{round_number}l{lane}n{number}"
        try:
            status, reply, _ = server.ask("POST", "/api/v1/records/Person", {"fields": {"alias": alias}, "reason": "test"})
        except (ConnectionError, OSError, http.client.HTTPException, ValueError):
            return
        if status == 201:
            acknowledged[reply["id"]] = alias


def main():
    acknowledged = {}
    server = Server(sys.argv[1], "--no-log", folder=tempfile.mkdtemp(prefix="guvoh-kill-"))
    for round_number in range(ROUNDS):
        lanes = [threading.Thread(target=write, args=(server, acknowledged, round_number, lane)) for lane in range(4)]
        for lane in lanes:
            lane.start()
        time.sleep(1.5)
        server.kill()
        for lane in lanes:
            lane.join()
        server.process.stdout.close()
        server.cookie = ""
        server.start()
        server.sign_in()
        lost = [alias for record, alias in acknowledged.items() if server.ask("GET", f"/api/v1/record/{record}")[0] != 200]
        print(f"round {round_number + 1}: {len(acknowledged)} acknowledged, {len(lost)} lost")
        if lost:
            return 1
    server.keep = False
    with server:
        pass
    return 0 if acknowledged else 1


sys.exit(main())
