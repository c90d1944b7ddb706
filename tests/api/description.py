#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Schemathesis reads the OpenAPI document and asks everything it allows, and much that it does not: no answer is a 5xx, every answer has a
documented status and shape. Usage: description.py GUVOH [EXAMPLES]. Needs the package schemathesis (`python3 -m pip install schemathesis`)."""
import importlib.util
import json
import os
import subprocess
import sys

from server import Server, skip, wait_until

EXAMPLES = sys.argv[2] if len(sys.argv) > 2 else "30"
# These end the session that everything else needs, or never end.
LEFT_OUT = ["/api/v1/events", "/api/v1/me/passphrase", "/api/v1/sessions/{id}"]


def give_real_things(server, document):
    """Lets the addresses name things that exist, so that the tests get behind the first 404."""
    status, person, _ = server.ask("POST", "/api/v1/records/Person", {"fields": {"alias": "A"}, "reason": "test"})
    assert status == 201, person
    server.ask("POST", "/api/v1/uploads?name=note.txt&job=j", raw="three days without a lawyer", headers={"Content-Type": "text/plain"})
    job = wait_until(lambda: (j := server.ask("GET", "/api/v1/jobs/j")[1])["phase"] == "done" and j)
    text = job["files"][0]["documents"][0]
    _, passage, _ = server.ask("POST", "/api/v1/passages", {"document": text, "page": 1, "text": "without a lawyer", "reason": "test"})
    status, link, _ = server.ask("POST", "/api/v1/me/calendar-links", {})
    assert status == 201, link
    ids = {"documents": [text], "passages": [passage["id"]], "jobs": ["j"], "record": [person["id"], text, passage["id"]],
           "members": [server.ask("GET", "/api/v1/session")[1]["member"]["id"]], "compartments": ["general"],
           "roles": [r["id"] for r in server.ask("GET", "/api/v1/roles")[1]["roles"]]}
    for path, methods in document["paths"].items():
        if path.endswith(("/remove", "/expunge")) or path.startswith("/api/v1/members/") or "{member}" in path:
            continue  # with real names these would end the session, or the record
        for operation in methods.values():
            for parameter in operation.get("parameters", []):
                if parameter["in"] != "path":
                    continue
                things = {"id": ids.get(path.split("/")[3]), "type": ["Person", "Document", "Place"], "name": ["sex"], "code": ["KGZ"],
                          "token": [link["link"].split("/")[4]]}.get(parameter["name"])
                if things and "delete" not in methods:
                    parameter["schema"] = {"type": "string", "enum": things}
                if parameter["name"] == "n":
                    parameter["schema"]["maximum"] = 2


def main():
    if importlib.util.find_spec("schemathesis") is None:
        skip("schemathesis is not installed: python3 -m pip install schemathesis")
    with Server(sys.argv[1], "--no-log") as server:
        status, document, _ = server.ask("GET", "/api/v1/openapi.json")
        assert status == 200
        give_real_things(server, document)
        for path in LEFT_OUT:
            document["paths"].pop(path)
        document["paths"]["/api/v1/session"].pop("delete")
        (server.folder / "openapi.json").write_text(json.dumps(document))
        command = [sys.executable, "-m", "schemathesis.cli", "run", str(server.folder / "openapi.json"), "--url", f"http://127.0.0.1:{server.port}", "--max-examples", EXAMPLES,
                   "--phases", "examples,coverage,fuzzing", "--mode", "all", "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
                   "-H", f"Cookie: {server.cookie}", "-H", f"X-Guvoh-Token: {server.csrf}", "--suppress-health-check", "all", "--continue-on-failure", "--no-color",
                   "--request-timeout", "60"]
        done = subprocess.run(command, env={**os.environ, "PYTHONWARNINGS": "ignore"})
        if server.process.poll() is not None:
            print("the server ended: " + (server.folder / "log").read_text()[-2000:])
            return 1
        return done.returncode


sys.exit(main())
