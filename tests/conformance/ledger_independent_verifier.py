#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A verifier of Guvoh bundles, written from docs/formats/ledger.md alone, with nothing but Python's own library.

  ledger_independent_verifier.py BUNDLE [--trust MEMBER]... [--cosigner NAME+ID+KEY]...
  ledger_independent_verifier.py --test testdata/ledger/v1 ledger_conformance
"""
import base64
import hashlib
import hmac
import json
import os
import re
import subprocess
import sys
import tempfile

# ---- Ed25519 (RFC 8032, 5.1), verification only; cofactorless, canonical encodings -------------------------------------------
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def recover_x(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT % P
    if (x * x - x2) % P or y >= P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def add(a, b):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    e, f = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    g, h = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    a_, b_, c_, d_ = f - e, h - g, h + g, f + e
    return (a_ * b_ % P, c_ * d_ % P, b_ * c_ % P, a_ * d_ % P)


def times(scalar, point):
    out = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            out = add(out, point)
        point, scalar = add(point, point), scalar >> 1
    return out


def point(encoded):
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE = point(bytes([0x58]) + bytes([0x66]) * 31)


def signed(key, message, signature):
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or len(signature) != 64:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# ---- Conventions (section 2) ---------------------------------------------------------------------------------------------
DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}\Z")


class Problem(Exception):
    def __init__(self, kind, text, seq=0, line=0):
        super().__init__(text)
        self.kind, self.seq, self.line = kind, seq, line


def sha256(data):
    return hashlib.sha256(data).digest()


def id_text(data):
    number, out = int.from_bytes(data, "big"), ""
    for _ in range(26):
        out, number = DIGITS[number & 31] + out, number >> 5
    return out


def need(condition, text="malformed"):
    if not condition:
        raise Problem("malformed", text)


def canonical(value):
    """Writes canonical JSON again; a text is canonical when it comes out the same."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int):
        need(abs(value) < 2**53, "an integer beyond 2^53-1")
        return str(value)
    need(isinstance(value, str), "a number that is no integer")
    return json.dumps(value, ensure_ascii=False)


def parse(text):
    try:
        value = json.loads(text)
        again = canonical(value)
        again.encode()
    except (ValueError, RecursionError):
        raise Problem("malformed", "not JSON") from None
    need(again == text, "not canonical JSON")
    return value


def members(value, *names):
    need(isinstance(value, dict) and sorted(value) == sorted(names), "other members than there should be")


def unhex(text, size):
    need(isinstance(text, str) and re.fullmatch("[0-9a-f]{%d}" % (2 * size), text), "not hexadecimal")
    return bytes.fromhex(text)


def is_id(text):
    need(isinstance(text, str) and re.fullmatch("[%s]{26}" % DIGITS, text) and text[0] in DIGITS[:8], "not an id")


def is_number(value, most=2**53 - 1):
    need(type(value) is int and 0 <= value <= most, "not a number in range")


# ---- Entries (sections 3 and 4) --------------------------------------------------------------------------------------------
def check_change(change):
    target = ["target"] if isinstance(change, dict) and change.get("kind") in ("withhold", "expunge") else []
    members(change, "compartment", "kind", "payload_hash", "record", "type", *target)
    need(change["kind"] in ("put", "withhold", "expunge"), "unknown kind")
    need(change["compartment"] == "" or NAME.match(change["compartment"]), "compartment")
    need(NAME.match(change["type"]), "type")
    is_id(change["record"])
    unhex(change["payload_hash"], 32)
    if target:
        unhex(change["target"], 32)


def check_form(entry):
    if isinstance(entry, dict) and entry.get("v") != 1 and type(entry.get("v")) is int:
        raise Problem("version", "another version")
    first = isinstance(entry, dict) and entry.get("seq") == 0
    members(entry, "changes", "clock", "device", "member", "previous", "reason", "seen", "seq", "v", *(["certificate"] if first else []))
    members(entry["clock"], "counter", "ms")
    is_number(entry["clock"]["counter"], 2**32 - 1)
    is_number(entry["clock"]["ms"])
    is_number(entry["seq"])
    is_id(entry["device"])
    is_id(entry["member"])
    need(unhex(entry["previous"], 32) == bytes(32) or not first, "previous of entry 0")
    need(isinstance(entry["reason"], str) and 1 <= len(entry["reason"].encode()) <= 2000, "reason")
    need(isinstance(entry["seen"], dict) and entry["device"] not in entry["seen"], "seen")
    for device, seq in entry["seen"].items():
        is_id(device)
        is_number(seq)
    need(isinstance(entry["changes"], list), "changes")
    need(len(entry["changes"]) == 0 if first else 1 <= len(entry["changes"]) <= 1000, "number of changes")
    for change in entry["changes"]:
        check_change(change)
    if first:
        members(entry["certificate"], "at", "device_key", "ledger", "member_key", "signature")
        is_number(entry["certificate"]["at"])
        is_id(entry["certificate"]["ledger"])
        for name, size in (("device_key", 32), ("member_key", 32), ("signature", 64)):
            unhex(entry["certificate"][name], size)


def certificate_holds(certificate, device, member):
    device_key, member_key = bytes.fromhex(certificate["device_key"]), bytes.fromhex(certificate["member_key"])
    unsigned = {name: value for name, value in certificate.items() if name != "signature"}
    message = b"guvoh-certificate-v1\n" + canonical(unsigned).encode()
    return (id_text(sha256(b"guvoh-device-v1\n" + device_key)[:16]) == device
            and id_text(sha256(b"guvoh-member-v1\n" + member_key)[:16]) == member
            and signed(member_key, message, bytes.fromhex(certificate["signature"])))


# ---- Tree and checkpoints (sections 8 and 9) ---------------------------------------------------------------------------------
def root(leaves):
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + root(leaves[:split]) + root(leaves[split:]))


def read_note(note):
    head, gap, tail = note.rpartition("\n\n")
    text, lines = head + "\n", tail.split("\n")
    need(gap and lines[-1] == "" and len(lines) > 1, "a note")
    signatures = []
    for line in lines[:-1]:
        match = re.fullmatch("\u2014 ([^ +]+) ([A-Za-z0-9+/]+=*)", line)
        need(match, "a note's signature")
        raw = base64.b64decode(match[2], validate=True)
        need(len(raw) > 4, "a note's signature")
        signatures.append((match[1], raw[:4], raw[4:]))
    return text, signatures


def note_holds(note, name, kind, key):
    """None when the key did not sign, else whether what it signed holds."""
    text, signatures = note
    key_id, verdict = sha256(name.encode() + b"\n" + bytes([kind]) + key)[:4], None
    for line_name, line_id, signature in signatures:
        if (line_name, line_id) != (name, key_id):
            continue
        message = text.encode()
        if kind == 4:
            message = b"cosignature/v1\ntime %d\n" % int.from_bytes(signature[:8], "big") + message
            signature = signature[8:]
        if not signed(key, message, signature):
            return False
        verdict = True
    return verdict


class Checkpoint:
    def __init__(self, note, line):
        self.note, self.line = read_note(note), line
        lines = self.note[0].split("\n")
        need(len(lines) == 4 and lines[3] == "" and re.fullmatch("0|[1-9][0-9]*", lines[1]), "a checkpoint's lines")
        self.origin, self.size, self.root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
        need(len(self.root) == 32 and re.fullmatch("guvoh/[0-9a-z]{26}/[0-9a-z]{26}", self.origin), "a checkpoint's text")
        self.device = self.origin[33:]


# ---- Verifying (section 12) ------------------------------------------------------------------------------------------------
class Device:
    def __init__(self):
        self.entries, self.leaves, self.key, self.ledger = [], [], None, None


class Verifier:
    def __init__(self, trusted=(), cosigners=()):
        self.trusted, self.cosigners = trusted, cosigners
        self.devices, self.checkpoints, self.ledger = {}, [], None
        self.present, self.expunged, self.absent = {}, set(), []
        self.counts = {"entries": 0, "changes": 0, "payloads": 0, "checkpoints": 0, "cosignatures": 0}

    def check_entry(self, line_device, line_seq, body, signature, payloads):
        device = self.devices.setdefault(line_device, Device())
        expected = len(device.entries)
        try:
            need(len(body.encode()) <= 1 << 20, "too large")
            entry = parse(body)
            check_form(entry)
        except Problem as problem:
            raise Problem(problem.kind, str(problem), line_seq) from None
        seq = entry["seq"]
        if (entry["device"], seq) != (line_device, line_seq):
            raise Problem("wrong_place", "another entry's place", line_seq)
        if seq != expected:
            raise Problem("missing" if seq > expected else "repeated", "sequence", min(seq, expected))
        if seq == 0:
            certificate = entry["certificate"]
            if not certificate_holds(certificate, line_device, entry["member"]) or self.ledger not in (None, certificate["ledger"]):
                raise Problem("certificate", "certificate", 0)
            if self.trusted and entry["member"] not in self.trusted:
                raise Problem("untrusted_member", entry["member"], 0)
            device.key, device.ledger = bytes.fromhex(certificate["device_key"]), certificate["ledger"]
            self.ledger = device.ledger
        if not signed(device.key, b"guvoh-entry-v1\n" + sha256(body.encode()), signature):
            raise Problem("signature", "signature", seq)
        if seq > 0:
            self.check_follows(device, entry)
        for i, change in enumerate(entry["changes"]):
            self.check_payload(entry, i, change, payloads.pop(i, None))
        need(not payloads, "more payloads than changes")
        device.entries.append(entry)
        device.leaves.append(sha256(b"\x00" + body.encode() + signature))
        self.counts["entries"] += 1
        self.counts["changes"] += len(entry["changes"])
        self.check_checkpoints(line_device, device)

    def check_follows(self, device, entry):
        before, seq = device.entries[-1], entry["seq"]
        if bytes.fromhex(entry["previous"]) != device.leaves[-1]:
            raise Problem("chain", "previous", seq)
        if clock(entry) <= clock(before):
            raise Problem("clock", "clock", seq)
        if any(entry["seen"].get(other, -1) < number for other, number in before["seen"].items()):
            raise Problem("seen_broken", "seen", seq)

    def check_payload(self, entry, i, change, payload):
        if change["kind"] == "expunge":
            self.expunged.add(change["target"])
        if payload is None:
            self.absent.append(change["payload_hash"])
            return
        key, text = payload
        try:
            fields = parse(text)
            need(isinstance(fields, dict) and all(NAME.match(name) for name in fields), "fields")
        except Problem:
            fields = None
        if fields is None or hmac.new(key, text.encode(), "sha256").hexdigest() != change["payload_hash"]:
            raise Problem("payload_altered", "payload %d" % i, entry["seq"])
        change["fields"] = fields
        self.present[change["payload_hash"]] = entry["seq"]
        self.counts["payloads"] += 1

    def check_checkpoints(self, name, device):
        size = len(device.leaves)
        for one in [one for one in self.checkpoints if one.device == name and one.size == size]:
            at = max(one.size, 1) - 1
            if one.origin != "guvoh/%s/%s" % (device.ledger, name) or not note_holds(one.note, one.origin, 1, device.key):
                raise Problem("checkpoint_signature", "checkpoint", at)
            if one.root != root(device.leaves):
                raise Problem("checkpoint_root", "checkpoint", at)
            for cosigner_name, key in self.cosigners:
                verdict = note_holds(one.note, cosigner_name, 4, key)
                if verdict is False:
                    raise Problem("checkpoint_signature", "cosignature", at)
                self.counts["cosignatures"] += verdict is True
            self.checkpoints.remove(one)
            self.counts["checkpoints"] += 1

    def finish(self):
        for name, device in self.devices.items():
            for entry in device.entries:
                for other, number in entry["seen"].items():
                    self.check_seen(name, entry, other, number)
        for one in self.checkpoints:
            here = len(self.devices[one.device].entries) if one.device in self.devices else 0
            raise Problem("truncated", "checkpoint of %d entries" % one.size, here)
        for target in self.expunged & set(self.present):
            raise Problem("payload_not_erased", "payload", self.present[target])
        self.counts["expunged"] = sum(hash_ in self.expunged for hash_ in self.absent)
        self.counts["withheld"] = len(self.absent) - self.counts["expunged"]

    def check_seen(self, name, entry, other, number):
        if other not in self.devices:
            return
        theirs = self.devices[other].entries
        held = number < len(theirs) and clock(theirs[number]) < clock(entry) and all(
            known < entry["seq"] if third == name else entry["seen"].get(third, -1) >= known
            for third, known in theirs[number]["seen"].items())
        if not held:
            raise Problem("seen_broken", "seen", entry["seq"])


def clock(entry):
    return entry["clock"]["ms"], entry["clock"]["counter"]


# ---- Bundle (section 11) -----------------------------------------------------------------------------------------------------
def verify_bundle(data, trusted=(), cosigners=()):
    verifier, pending, counted, ended = Verifier(trusted, cosigners), None, [0, 0, 0], False
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Problem("malformed", "not UTF-8") from None
    need(text.endswith("\n"), "cut")
    lines = text[:-1].split("\n")
    header = parse(lines[0])
    members(header, "format", "ledger", "made_at", "v")
    need(header["format"] == "guvoh-bundle" and header["v"] == 1, "not a bundle")

    def flush():
        if pending:
            verifier.check_entry(*pending)

    for number, line in enumerate(lines[1:], 2):
        value = parse(line)
        need(isinstance(value, dict) and not ended, "after the end")
        if "checkpoint" in value:
            members(value, "checkpoint", "timestamps")
            need(counted[1] == 0, "a checkpoint after an entry")
            verifier.checkpoints.append(Checkpoint(value["checkpoint"], number))
            counted[0] += 1
        elif "entry" in value:
            members(value, "device", "entry", "seq", "signature")
            flush()
            pending = (value["device"], value["seq"], value["entry"], unhex(value["signature"], 64), {})
            counted[1] += 1
        elif "change" in value:
            members(value, "change", "key", "payload")
            need(pending and value["change"] > max(pending[4], default=-1), "a payload out of place")
            pending[4][value["change"]] = (unhex(value["key"], 32), value["payload"])
            counted[2] += 1
        else:
            members(value, "checkpoints", "end", "entries", "payloads")
            flush()
            need([value["checkpoints"], value["entries"], value["payloads"]] == counted, "counts")
            ended = True
    need(ended, "no closing line")
    need(header["ledger"] == verifier.ledger, "another record")
    verifier.finish()
    return verifier


# ---- Fold (section 10) ----------------------------------------------------------------------------------------------------------
def fold(verifier, record, entries):
    sets = {}
    for device, count in entries.items():
        for entry in verifier.devices[device].entries[:count]:
            for index, change in enumerate(entry["changes"]):
                for name, value in change.get("fields", {}).items() if change["record"] == record else ():
                    stamp = (clock(entry), device, entry["seq"], index)
                    sets.setdefault(name, []).append((stamp, entry["seen"], canonical(value)))

    def saw(later, earlier):
        (_, device, seq, index), seen = later[0], later[1]
        _, other, other_seq, other_index = earlier[0]
        if device == other:
            return (seq, index) > (other_seq, other_index)
        return seen.get(other, -1) >= other_seq

    out = {}
    for name, changes in sets.items():
        kept = sorted((one for one in changes if not any(saw(other, one) for other in changes)), key=lambda one: one[0], reverse=True)
        values = [value for _, _, value in kept]
        out[name] = {"value": values[0], "alternatives": values[1:], "conflict": any(value != values[0] for value in values[1:])}
    return out


# ---- The test --------------------------------------------------------------------------------------------------------------------
def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def test(folder, program):
    vectors = json.loads(read(folder, "vectors.json"))
    name, _, key = vectors["cosigner_key"].split("+", 2)
    cosigner = (name, base64.b64decode(key)[1:])
    trusted = [next(one["as_member"] for one in vectors["keys"] if one["name"] == "member")]
    verifier = verify_bundle(read(folder, "record.bundle"), trusted, [cosigner])
    print("record.bundle holds:", verifier.counts)
    assert verifier.counts["cosignatures"] == 1 and verifier.counts["expunged"] == 1 and verifier.counts["withheld"] == 1
    leaves = [bytes.fromhex(leaf) for leaf in vectors["tree"]["leaf_hashes"]]
    for size, expected in enumerate(vectors["tree"]["roots"]):
        assert root(leaves[:size]).hex() == expected, size
    for one in vectors["fold"]:
        assert fold(verifier, one["record"], one["entries"]) == one["fields"], one
    expected = json.loads(read(folder, "broken", "expected.json"))
    for name, what in expected.items():
        try:
            verify_bundle(read(folder, "broken", name + ".bundle"))
        except Problem as problem:
            print("%s: %s at %d" % (name, problem.kind, problem.seq))
            assert (problem.kind, problem.seq) == (what["problem"], what["seq"]), name
        else:
            raise AssertionError(name + " was not found")
    with tempfile.TemporaryDirectory() as fresh:
        path = os.path.join(fresh, "fresh.bundle")
        subprocess.run([program, "--gtest_filter=LedgerVectors.FreshBundle*"], check=True, stdout=subprocess.DEVNULL,
                       env=dict(os.environ, GUVOH_FRESH_BUNDLE=path))
        print("fresh bundle holds:", verify_bundle(read(path)).counts)
    print("all hold")


def main(arguments):
    if arguments[:1] == ["--test"]:
        test(arguments[1], arguments[2])
        return 0
    bundle, trusted, cosigners = arguments[0], [], []
    for option, value in zip(arguments[1::2], arguments[2::2]):
        if option == "--trust":
            trusted.append(value)
        else:
            name, _, key = value.split("+", 2)
            cosigners.append((name, base64.b64decode(key)[1:]))
    try:
        print("holds:", verify_bundle(read(bundle), trusted, cosigners).counts)
    except Problem as problem:
        print("%s at entry %d: %s" % (problem.kind, problem.seq, problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
