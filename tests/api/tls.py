#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The server with its own certificate: TLS 1.2 and newer only, secure cookies, HSTS. Usage: tls.py GUVOH"""
import shutil
import ssl
import subprocess
import sys
import tempfile
from pathlib import Path

from server import Server, skip


def main():
    if not shutil.which("openssl"):
        skip("openssl is missing (Debian: openssl)")
    folder = Path(tempfile.mkdtemp(prefix="guvoh-tls-"))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", folder / "key.pem",
                    "-out", folder / "cert.pem"], check=True, capture_output=True)
    problems = []
    with Server(sys.argv[1], "--no-log", "--tls-cert", str(folder / "cert.pem"), "--tls-key", str(folder / "key.pem"), secure=True) as server:
        status, _, headers = server.ask("GET", "/api/v1/session")
        if status != 200 or not server.cookie.startswith("__Host-guvoh="):
            problems.append(f"the session does not work: {status}")
        if "max-age=" not in (headers["Strict-Transport-Security"] or ""):
            problems.append("no Strict-Transport-Security")
        status, _, headers = server.ask("POST", "/api/v1/session", {"login": "first", "passphrase": "tundra oboe kelp raisin 41"})
        for word in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
            if word not in headers["Set-Cookie"]:
                problems.append(f"the cookie lacks {word}")
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
        old.minimum_version, old.maximum_version = ssl.TLSVersion.MINIMUM_SUPPORTED, ssl.TLSVersion.TLSv1_1
        try:
            old.set_ciphers("ALL:@SECLEVEL=0")
            with old.wrap_socket(server.socket(), server_hostname="localhost"):
                problems.append("TLS 1.1 is spoken")
        except (ssl.SSLError, ConnectionError):
            pass
        plain = server.socket()
        plain.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        if plain.recv(100).startswith(b"HTTP/1.1 200"):
            problems.append("plain HTTP is answered on the TLS port")
    shutil.rmtree(folder)
    for problem in problems:
        print(problem)
    print(f"tls: {len(problems)} findings")
    return 1 if problems else 0


sys.exit(main())
