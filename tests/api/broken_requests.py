#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Broken, hostile and oversize requests to the whole program: always a 4xx with a clear message, never a 5xx, never silence.
Usage: broken_requests.py GUVOH"""
import json
import sys

from server import Server

HOST = "Host: localhost\r\n"


def raw(server, data, finish=False):
    """Sends bytes as they are; gives the status, 0 when the server just ended the connection."""
    client = server.socket()
    try:
        client.sendall(data.encode("latin-1") if isinstance(data, str) else data)
        if finish:
            client.shutdown(1)
        answer = client.recv(65536)
    except (BrokenPipeError, ConnectionResetError):
        return 0, b""
    finally:
        client.close()
    return (int(answer.split(b" ")[1]) if answer.startswith(b"HTTP/1.1 ") else 0), answer


def main():
    problems = []
    with Server(sys.argv[1], "--no-log") as server:
        session = f"{HOST}Cookie: {server.cookie}\r\nX-Guvoh-Token: {server.csrf}\r\n"

        def expect(name, answer, *allowed):
            status, text = answer
            if status not in allowed:
                problems.append(f"{name}: {status}, not {allowed}: {text[-300:]!r}")
            elif status >= 400 and b'"error"' not in text:
                problems.append(f"{name}: {status} without a message")

        def post(path, body, kind="application/json"):
            body = body if isinstance(body, bytes) else body.encode()
            return raw(server, f"POST /api/v1{path} HTTP/1.1\r\n{session}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)

        expect("not HTTP", raw(server, "\x16\x03\x01\x00\x05hello\r\n\r\n"), 400)
        expect("no host", raw(server, "GET /api/v1/state HTTP/1.1\r\n\r\n"), 400)
        expect("another host", raw(server, "GET /api/v1/state HTTP/1.1\r\nHost: evil.example\r\n\r\n"), 421)
        expect("two lengths", raw(server, f"POST /api/v1/session HTTP/1.1\r\n{HOST}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400)
        for path in ("/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fetc", "/..\\..\\x", "/a%00b", "/%c0%ae%c0%ae/", "//evil.example"):
            expect("path " + path, raw(server, f"GET {path} HTTP/1.1\r\n{HOST}\r\n"), 400, 404)
        expect("CRLF in the path", raw(server, f"GET /api/v1/state%0d%0aSet-Cookie:x=y HTTP/1.1\r\n{HOST}\r\n"), 400)
        expect("CRLF in a name", post("/uploads?name=a%0d%0aSet-Cookie:x=y&job=j1", "words", "text/plain"), 202, 422)
        expect("a large head", raw(server, f"GET / HTTP/1.1\r\n{HOST}X: {'a' * 20000}\r\n\r\n"), 431)
        expect("many headers", raw(server, f"GET / HTTP/1.1\r\n{HOST}" + "".join(f"A{i}: b\r\n" for i in range(200)) + "\r\n"), 431)
        expect("a long address", raw(server, f"GET /{'a' * 17000} HTTP/1.1\r\n{HOST}\r\n"), 431)
        for name, body, *allowed in [
            ("no JSON", "{", 400), ("nothing", "", 422), ("a list", "[]", 422), ("null", "null", 422), ("deep", "[" * 60000, 400), ("deep closed", "[" * 500 + "]" * 500, 400),
            ("bad UTF-8", b'{"login":"\xff\xfe","passphrase":"x"}', 400), ("lone surrogate", '{"login":"\\ud800","passphrase":"x"}', 400),
            ("NUL", '{"login":"a\\u0000","passphrase":"x"}', 422), ("twice", '{"login":"a","login":"b","passphrase":"x"}', 400),
            ("a number", '{"login":5,"passphrase":"x"}', 422), ("huge", '{"login":"a","passphrase":"x","n":1e999999}', 400, 422),
            ("huge integer", '{"login":' + "9" * 5000 + ',"passphrase":"x"}', 400, 422), ("unknown member", '{"login":"a","passphrase":"x","admin":true}', 422),
            ("long", json.dumps({"login": "a" * 5000, "passphrase": "x"}), 422), ("oversize", b" " * 2_000_000, 413),
        ]:
            expect(name, post("/session", body), *allowed)
        expect("not JSON by type", post("/session", "{}", "text/plain"), 415)
        expect("an unknown type", post("/records/Nothing", '{"fields":{}}'), 404, 422)
        expect("a script as a title", post("/records/Person", json.dumps({"fields": {"alias": "<script>alert(1)</script>"}, "reason": "x"})), 201)
        expect("a cut body", raw(server, f"POST /api/v1/session HTTP/1.1\r\n{HOST}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{", True), 400)
        upload = f"POST /api/v1/uploads?name=a.txt&job=j2 HTTP/1.1\r\n{session}"
        expect("a cut upload", raw(server, f"{upload}Content-Length: 100000\r\n\r\nshort", True), 400)
        expect("an oversize upload", raw(server, f"{upload}Content-Length: 99999999999\r\n\r\n"), 413)
        expect("an upload without length", raw(server, f"{upload}Transfer-Encoding: chunked\r\n\r\n"), 411)
        for query in ("limit=0", "limit=9999999999999999999999", "limit=a", "limit=1&limit=2", "nothing=1", "where=a", "where=alias:is", "where=:::", "cursor=%ff", "cursor=abc",
                      "sort=nothing", "facets=nothing", "q=" + "a" * 3000):
            expect("list " + query, raw(server, f"GET /api/v1/records/Person?{query} HTTP/1.1\r\n{session}\r\n"), 200, 400, 422)
        for query in ("q=%22", "q=(((((", "q=a%20AND", "q=%00", "q=" + "(" * 1500, "q=*", "q=a&offset=-1"):
            expect("search " + query, raw(server, f"GET /api/v1/search?{query} HTTP/1.1\r\n{session}\r\n"), 200, 400, 422)
        status, reply, headers = server.ask("GET", "/api/v1/records/Person")
        if b"<script>" in json.dumps(reply).encode() and not headers["Content-Type"].startswith("application/json"):
            problems.append("a title could be executed")
        if headers["X-Content-Type-Options"] != "nosniff" or "default-src 'none'" not in headers["Content-Security-Policy"]:
            problems.append("an API answer lacks its security headers")
        log = (server.folder / "log").read_text()
        for secret in ("alert(1)", "passwd", server.csrf):
            if secret in log:
                problems.append(f"the log holds {secret}")
    for problem in problems:
        print(problem)
    print(f"broken requests: {len(problems)} findings")
    return 1 if problems else 0


sys.exit(main())
