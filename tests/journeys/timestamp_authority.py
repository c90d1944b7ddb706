#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An RFC 3161 authority, made here with `openssl ts`, attests a record twice: over HTTP, and by files carried by hand. The stored
timestamps verify offline, in the record and in a bundle of it; a reply for another record, a changed reply and another authority's certificate are refused.

    timestamp_authority.py PROGRAM
"""
import base64
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/ca.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[stamping]
extendedKeyUsage = critical,timeStamping
"""


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, **options)


def make_authority(folder):
    os.makedirs(folder)
    config = os.path.join(folder, "config")
    with open(config, "w", encoding="utf-8") as out:
        out.write(CONFIG.format(folder=folder))
    with open(os.path.join(folder, "serial"), "w", encoding="utf-8") as out:
        out.write("01\n")
    at = lambda name: os.path.join(folder, name)
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", at("ca.key"), "-out", at("ca.pem"), "-days", "30",
        "-subj", "/CN=Invented Root")
    run("openssl", "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", at("tsa.key"), "-out", at("tsa.csr"),
        "-subj", "/CN=Invented Authority")
    run("openssl", "x509", "-req", "-in", at("tsa.csr"), "-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-CAcreateserial", "-days", "30",
        "-extfile", config, "-extensions", "stamping", "-out", at("tsa.pem"))
    return folder


def answer(authority, query_path, reply_path):
    run("openssl", "ts", "-reply", "-config", os.path.join(authority, "config"), "-queryfile", query_path, "-out", reply_path)


def serve(authority, folder):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            query, reply = os.path.join(folder, "http.tsq"), os.path.join(folder, "http.tsr")
            with open(query, "wb") as out:
                out.write(self.rfile.read(int(self.headers["Content-Length"])))
            answer(authority, query, reply)
            with open(reply, "rb") as source:
                body = source.read()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


class Person:
    def __init__(self, program, folder, name):
        self.program, self.vault = program, os.path.join(folder, name)
        self.passphrase = os.path.join(folder, "passphrase")
        with open(self.passphrase, "w", encoding="utf-8") as out:
            out.write("nine words of no importance for a test only\n")
        self.does("init", "--stretch-memory-kib", "8192")

    def tries(self, *words):
        return subprocess.run([self.program, *words, "--vault", self.vault, "--passphrase-file", self.passphrase, "--json"],
                              capture_output=True, text=True, check=False)

    def does(self, *words):
        done = self.tries(*words)
        assert done.returncode == 0, f"guvoh {' '.join(words)}: {done.returncode} {done.stderr}"
        return json.loads(done.stdout) if done.stdout.startswith(("{", "[")) else done.stdout


def main():
    folder = tempfile.mkdtemp(prefix="guvoh-timestamp-")
    try:
        program = os.path.abspath(sys.argv[1])
        authority, stranger = make_authority(os.path.join(folder, "authority")), make_authority(os.path.join(folder, "stranger"))
        trusted, other = os.path.join(authority, "ca.pem"), os.path.join(stranger, "ca.pem")
        person = Person(program, folder, "record")
        url = serve(authority, folder)

        assert person.does("timestamp", "--authority", url, "--certificates", trusted)["attested_at"].startswith("20")
        assert person.does("verify")["timestamps"] == 1

        query, reply = os.path.join(folder, "by-hand.tsq"), os.path.join(folder, "by-hand.tsr")
        person.does("timestamp", "--query", query)
        answer(authority, query, reply)
        assert person.tries("timestamp", "--store", reply, "--certificates", other).returncode == 1, "a stranger's certificate was believed"
        with open(reply, "rb") as source:
            good = bytearray(source.read())
        changed = os.path.join(folder, "changed.tsr")
        with open(changed, "wb") as out:
            good[-40] ^= 1  # inside the signature; a spare certificate in the middle proves nothing either way
            out.write(good)
        assert person.tries("timestamp", "--store", changed, "--certificates", trusted).returncode == 1, "a changed reply was kept"
        assert Person(program, folder, "another").tries("timestamp", "--store", reply, "--certificates", trusted).returncode == 1, \
            "a reply for another record was kept"
        person.does("timestamp", "--store", reply, "--certificates", trusted)

        report = person.does("verify")
        assert report["ok"] and report["timestamps"] == 2, report
        assert person.tries("verify", "--authority-certificates", other).returncode == 13, "a stranger's certificate verified"

        bundle, altered = os.path.join(folder, "record.bundle"), os.path.join(folder, "altered.bundle")
        person.does("bundle", bundle)
        report = person.does("verify", bundle)
        assert report["ok"] and report["timestamps"] == 0 and report["unchecked_timestamps"] == 2, report
        report = person.does("verify", bundle, "--authority-certificates", trusted)
        assert report["ok"] and report["timestamps"] == 2 and report["unchecked_timestamps"] == 0, report
        assert person.tries("verify", bundle, "--authority-certificates", other).returncode == 13, "a stranger's certificate verified a bundle"
        with open(bundle, encoding="utf-8") as source, open(altered, "w", encoding="utf-8") as out:
            for line in source:  # the reply of one checkpoint is put under another
                row = json.loads(line)
                if row.get("timestamps"):
                    row["timestamps"][0]["reply"] = base64.b64encode(good).decode()
                    line = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
                out.write(line)
        refused = person.tries("verify", altered, "--authority-certificates", trusted)
        assert refused.returncode == 13 and "timestamp" in json.loads(refused.stdout)["problem"]["where"], refused.stdout + refused.stderr
        print("two timestamps stored and verified offline, in the record and in a bundle; six wrong ones refused")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
