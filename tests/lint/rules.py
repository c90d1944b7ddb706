# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tests beside the code, nothing switched off, ownership rules, and no trace of one machine or registry in the tree."""
import re

from tree import is_test, without_comments

# In pieces, so that this file does not hold what it forbids.
HOSTS = [a + "." + b for a, b in [("registry.npmjs", "org"), ("pypi", "org"), ("pythonhosted", "org"), ("crates", "io"),
                                  ("proxy.golang", "org"), ("deb.debian", "org"), ("security.debian", "org"), ("rubygems", "org"),
                                  ("registry.yarnpkg", "com"), ("repo.maven.apache", "org")]]
MACHINE = re.compile(r"(?<![\w.~$}])/(?:work|root|Users|home/(?!you\b)\w+)/\w")
TEXT_SUFFIXES = (".h", ".cpp", ".py", ".sh", ".cmake", ".txt", ".md", ".json", ".ts", ".tsx", ".js", ".html", ".yml", ".toml", "run", "Makefile")


def check(tree):
    return _tests_beside(tree) + _nothing_off(tree) + _listed(tree) + _ownership(tree) + _traces(tree)


def _tests_beside(tree):
    excused = tree.rules("no_test.txt")
    problems = []
    for name in tree.code(".cpp"):
        if not name.startswith("src/") or is_test(name):
            continue
        has_test = name[:-4] + "_test.cpp" in tree.files
        if not has_test and _part_of_tested(tree, name[:-4]):
            continue
        if not has_test and name not in excused:
            problems.append(f"{name}: no {name[:-4].rsplit('/', 1)[1]}_test.cpp beside it, and no reason in tests/lint/no_test.txt")
        if has_test and name in excused:
            problems.append(f"tests/lint/no_test.txt: {name} has a test now: remove the line")
    gone = [f"tests/lint/no_test.txt: {n} does not exist" for n in excused if n not in tree.files]
    return problems + gone


def _part_of_tested(tree, stem):
    """json_parse.cpp has no header of its own: it is a part of json.h, which json_test.cpp tests."""
    if stem + ".h" in tree.files:
        return False
    folder, _, word = stem.rpartition("/")
    starts = ["_".join(word.split("_")[:n]) for n in range(1, word.count("_") + 1)]
    return any(f"{folder}/{s}.h" in tree.files and f"{folder}/{s}_test.cpp" in tree.files for s in starts)


def _nothing_off(tree):
    problems = []
    for name in tree.code(".cpp"):
        for number, line in enumerate(tree.lines(name), 1):
            if re.search(r"\bTEST\w*\([^)]*DISABLED_|\bDISABLED_\w+\)", line):
                problems.append(f"{name}:{number}: a disabled test")
            if re.match(r"\s*//\s*(TEST|TEST_F|TEST_P|RC_GTEST_PROP)\s*\(", line):
                problems.append(f"{name}:{number}: a commented-out test")
            if re.search(r"GTEST_SKIP\(\)\s*;", line):
                problems.append(f"{name}:{number}: a skip without a reason")
        if is_test(name) and re.search(r"(sleep_for|usleep|\bsleep)\s*\(", without_comments(tree.text(name))) and name.startswith("src/"):
            problems.append(f"{name}: a unit test sleeps: pass time in")
    for name in tree.files:
        if name.endswith("CMakeLists.txt"):
            for number, line in enumerate(tree.lines(name), 1):
                if re.match(r"\s*#.*\b\w+_test\.cpp", line) or re.match(r"\s*#\s*(add_test|guvoh_test|gtest_discover_tests)", line):
                    problems.append(f"{name}:{number}: a commented-out test")
    return problems


def _listed(tree):
    """Every .cpp of a module stands in its CMakeLists: an unlisted test passes forever."""
    problems = []
    for name in tree.code(".cpp"):
        folder, file = name.rsplit("/", 1)
        while folder and f"{folder}/CMakeLists.txt" not in tree.files:
            folder = folder.rpartition("/")[0]
        if not folder:
            continue
        text = tree.text(f"{folder}/CMakeLists.txt")
        inside = name[len(folder) + 1:]
        stem = file[:-4]
        if not re.search(rf"(?<![\w/]){re.escape(inside)}(?!\w)", text) and not re.search(rf"\b{re.escape(stem)}\b", text):
            problems.append(f"{name}: not in {folder}/CMakeLists.txt")
    return problems


def _ownership(tree):
    shared = tree.rules("shared.txt")
    problems = []
    users = set()
    for name in tree.code(".h", ".cpp"):
        if not name.startswith(("src/", "apps/")) or is_test(name):
            continue
        text = without_comments(tree.text(name))
        if re.search(r"\b(shared_ptr|make_shared|weak_ptr)\b", text):
            users.add(name)
            names = {name, name[:-4] + ".h"} if name.endswith(".cpp") else {name}
            folders = {f for f in shared if f.endswith("/") and name.startswith(f)}
            users |= folders
            if not names & set(shared) and not folders:
                problems.append(f"{name}: shared_ptr without a reason in tests/lint/shared.txt")
        for number, line in enumerate(text.split("\n"), 1):
            if re.search(r"\bdelete\s+(\[\]\s*)?\w", line) or (re.search(r"\bnew\s+\w", line) and "_ptr" not in line):
                problems.append(f"{name}:{number}: new or delete outside a smart pointer")
    return problems + [f"tests/lint/shared.txt: {n} has no shared_ptr (any more)" for n in shared if n not in users]


def _traces(tree):
    problems = []
    for name in tree.files:
        if not name.endswith(TEXT_SUFFIXES):
            continue
        for number, line in enumerate(tree.lines(name), 1):
            low = line.lower()
            for host in HOSTS:
                if host in low:
                    problems.append(f"{name}:{number}: names a package registry host")
            if MACHINE.search(line):
                problems.append(f"{name}:{number}: names an absolute path of one machine")
    return problems
