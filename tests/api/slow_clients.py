#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""1,000 connections that send one byte a second do not stop a member who works. Usage: slow_clients.py GUVOH [SECONDS]"""
import resource
import selectors
import sys
import threading
import time

from server import Server

SLOW, SECONDS = 1000, float(sys.argv[2]) if len(sys.argv) > 2 else 15
HEAD = b"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{"


def attack(server, ending, counts):
    """Keeps 1,000 connections open, each sending a byte a second; half of them begin with a whole head."""
    chosen = selectors.DefaultSelector()
    clients = {}

    def open_one(number):
        client = server.socket()
        client.setblocking(False)
        if number % 2:
            client.send(HEAD)
        clients[client] = number
        chosen.register(client, selectors.EVENT_READ)

    for number in range(SLOW):
        open_one(number)
    while not ending.is_set():
        began = time.time()
        for client in list(clients):
            try:
                client.send(b"x")
            except OSError:
                number = clients.pop(client)
                chosen.unregister(client)
                client.close()
                counts["ended"] += 1
                open_one(number)
        counts["open"] = len(clients)
        ending.wait(max(0, 1 - (time.time() - began)))
    for client in clients:
        client.close()


def main():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    with Server(sys.argv[1], "--no-log") as server:
        server.ask("POST", "/api/v1/records/Person", {"fields": {"alias": "A"}, "reason": "test"})
        before = server.resident_kib()
        ending, counts = threading.Event(), {"open": 0, "ended": 0}
        thread = threading.Thread(target=attack, args=(server, ending, counts))
        thread.start()
        time.sleep(2)
        times, failures = [], 0
        end = time.time() + SECONDS
        while time.time() < end:
            began = time.time()
            status, _, _ = server.ask("GET", "/api/v1/records/Person")
            made, _, _ = server.ask("POST", "/api/v1/records/Person", {"fields": {"alias": "B"}, "reason": "test"})
            failures += status != 200 or made != 201
            times.append((time.time() - began) * 1000)
            time.sleep(0.02)
        after = server.resident_kib()
        ending.set()
        thread.join()
        times.sort()
        print(f"slow connections open: {counts['open']}, ended and opened again: {counts['ended']}")
        print(f"a member's lists and changes meanwhile: {len(times)} of both, failed {failures}, median {times[len(times) // 2]:.1f} ms, p99 {times[int(len(times) * 0.99)]:.1f} ms")
        print(f"memory: {before // 1024} MiB before, {after // 1024} MiB during")
        if counts["open"] < SLOW // 2 or failures or times[int(len(times) * 0.99)] > 2000:
            return 1
        return 0 if server.stop() == 0 else 1


sys.exit(main())
