# SPDX-License-Identifier: AGPL-3.0-or-later
"""SPDX line, preface, #pragma once, and a comment on what a header offers.

A heuristic, not a parser, and only for headers that other modules see: it looks at declarations at namespace level and at public members, one line at a time. A `///`
block covers all declarations that follow it without a blank line; the preface covers the type the file is named after.
Constructors, destructors, operators, overrides, `= default`, `= delete`, data members and one-line accessors explain
themselves."""
import re

from floors import public_headers
from tree import is_test, without_comments

SPDX = "SPDX-License-Identifier: AGPL-3.0-or-later"
TYPE = re.compile(r"^(?:template\s*<.*>\s*)?(?:class|struct|enum class|enum)\s+(?:\[\[\w+\]\]\s*)?(\w+)[^;]*\{")
FUNCTION = re.compile(r"^(?:template\s*<.*>\s*)?(?:\[\[\w+\]\]\s*)?(?:static |virtual |inline |constexpr |explicit |friend )*"
                      r"(?:[\w:<>,*&\s]+?[\s&*>])(\w+)\s*\(")
EXEMPT = re.compile(r"struct std::hash|= default|= delete|\boverride\b|\bfinal;|^\s*using |^\s*friend |\boperator\b|^\s*return\b|^\s*static_assert|#define")
SPDX_SUFFIXES = (".h", ".cpp", ".py", ".sh", ".cmake", ".ts", ".tsx", ".js")


def check(tree):
    problems = []
    for name in tree.files:
        if name.endswith(SPDX_SUFFIXES) or name in (".ci/run", "Makefile"):
            if SPDX not in "\n".join(tree.lines(name)[:3]):
                problems.append(f"{name}:1: the first lines must hold: {SPDX}")
    public = public_headers(tree)
    for name in tree.code(".h"):
        problems += _preface(tree, name)
        if name in public and not is_test(name):
            problems += _documented(tree, name)
    return problems


def _preface(tree, name):
    lines = tree.lines(name)
    preface = [l for l in _until(lines, "#pragma once") if l.startswith("//") and "SPDX" not in l and len(l) > 4]
    problems = []
    if "#pragma once" not in lines:
        problems.append(f"{name}: no #pragma once")
    if not preface:
        problems.append(f"{name}: no preface before #pragma once: what it is, promises, does not do, and its thread rule")
    if "using namespace" in without_comments(tree.text(name)):
        problems.append(f"{name}: using namespace in a header")
    return problems


def _until(lines, stop):
    for line in lines:
        if line.strip() == stop:
            return
        yield line


def _documented(tree, name):
    problems = []
    raw = tree.lines(name)
    code = without_comments(tree.text(name)).split("\n")
    scopes = []  # of "namespace", "public", "private", "body"
    covered = False  # a /// block or a documented line above, without a blank line between
    opened_by = None
    parens = 0
    for number, (line, bare) in enumerate(zip(raw, code), 1):
        text = bare.strip()
        if not line.strip():
            covered = False
            continue
        if line.strip().startswith("///"):
            covered = True
            continue
        if "///<" in line:
            covered_here = True
        else:
            covered_here = covered
        if re.match(r"(public|private|protected)\s*:", text) and scopes:
            scopes[-1] = "public" if text.startswith("public") else "private"
            covered = False
            continue
        visible = parens == 0 and all(s in ("namespace", "public") for s in scopes)
        if visible and text and not covered_here and not EXEMPT.search(text):
            kind = _kind(name, text, scopes)
            if kind:
                problems.append(f"{name}:{number}: {kind} has no comment")
        opened_by = _scope_kind(text) or opened_by
        for ch in text:
            if ch == "(":
                parens += 1
            elif ch == ")":
                parens = max(0, parens - 1)
            elif ch == "{":
                scopes.append(opened_by or "body")
                opened_by = None
            elif ch == "}" and scopes:
                scopes.pop()
            elif ch == ";" and parens == 0:
                opened_by = None
    return problems


def _scope_kind(text):
    if re.match(r"(inline )?namespace\b", text) or text.startswith('extern "'):
        return "namespace"
    if m := re.match(r"(?:template\s*<.*>\s*)?(class|struct|union|enum)\b", text):
        return {"struct": "public", "union": "public", "class": "private", "enum": "body"}[m[1]]
    return None


def _kind(name, text, scopes):
    if m := TYPE.match(text):
        file_word = name.rsplit("/", 1)[1][:-2].replace("_", "")
        return None if m[1].lower() == file_word else f"type {m[1]}"
    if m := FUNCTION.match(text):
        if m[1][0].isupper() or m[1].startswith("GUVOH_"):
            return None  # a constructor: functions are snake_case
        simple = re.search(r"\)\s*(const)?\s*(noexcept)?\s*\{.*\}$", text)  # a one-line accessor
        return None if simple and scopes.count("public") else f"function {m[1]}"
    return None
