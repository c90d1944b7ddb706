# SPDX-License-Identifier: AGPL-3.0-or-later
"""Starts `guvoh serve` on a fresh folder, sets it up, and talks to it. Standard library only."""
import http.client
import json
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

PASSPHRASE = "tundra oboe kelp raisin 41"


class Server:
    """A running server with its first member signed in (unless `setup` is false)."""

    def __init__(self, guvoh, *arguments, setup=True, folder=None, secure=False):
        self.guvoh, self.secure = guvoh, secure
        self.folder = Path(folder or tempfile.mkdtemp(prefix="guvoh-api-"))
        self.keep = folder is not None
        self.arguments = arguments
        self.cookie = self.csrf = ""
        self.start()
        if setup:
            self.set_up()

    def start(self):
        self.log = open(self.folder / "log", "ab")
        self.process = subprocess.Popen([self.guvoh, "--vault", str(self.folder / "vault"), "serve", "--listen", "127.0.0.1:0", *self.arguments],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.token = ""
        for line in self.process.stdout:
            if m := re.search(r"#/start/(\w+)", line):
                self.token = m[1]
            if m := re.match(r"Open https?://[^:/]+:(\d+)", line):
                self.port = int(m[1])
                return
        raise SystemExit("the server did not start: " + (self.folder / "log").read_text()[-2000:])

    def set_up(self):
        status, reply, headers = self.ask("POST", "/api/v1/setup", {
            "setup_token": self.token, "workspace_name": "Test", "member_name": "First Member", "login": "first", "passphrase": PASSPHRASE, "language": "en"})
        assert status == 200, (status, reply)
        self.take(reply, headers)

    def sign_in(self):
        status, reply, headers = self.ask("POST", "/api/v1/session", {"login": "first", "passphrase": PASSPHRASE})
        assert status == 200, (status, reply)
        self.take(reply, headers)

    def take(self, reply, headers):
        self.cookie = headers["Set-Cookie"].split(";")[0]
        self.csrf = reply["session"]["csrf_token"]

    def connect(self, timeout=60):
        if self.secure:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            return http.client.HTTPSConnection("localhost", self.port, timeout=timeout, context=context)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def headers(self):
        return {"Cookie": self.cookie, "X-Guvoh-Token": self.csrf} if self.cookie else {}

    def ask(self, method, path, body=None, headers=None, raw=None, timeout=60):
        connection = self.connect(timeout)
        all_headers = {**self.headers(), **(headers or {})}
        data = raw
        if body is not None:
            data = json.dumps(body)
            all_headers.setdefault("Content-Type", "application/json")
        connection.request(method, path, data, all_headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        is_json = answer.headers.get("Content-Type", "").startswith("application/json")
        return answer.status, json.loads(text) if is_json and text else text, answer.headers

    def socket(self, timeout=30):
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def resident_kib(self):
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())[1])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=60)
        self.process.stdout.close()
        self.log.close()
        return self.process.returncode

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        if not self.keep:
            shutil.rmtree(self.folder, ignore_errors=True)


def skip(why):
    print(f"SKIPPED: {why}")
    raise SystemExit(77)


def wait_until(what, seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        if found := what():
            return found
        time.sleep(0.05)
    raise SystemExit("waited in vain")
