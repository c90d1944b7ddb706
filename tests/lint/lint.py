#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The house rules that a program can check. Usage: lint.py all|floors|comments|rules|sizes [--root FOLDER]

Prints each finding as file:line: what, and exits 1 when there is one. `sizes` only reports."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import comments  # noqa: E402
import floors  # noqa: E402
import rules  # noqa: E402
import sizes  # noqa: E402
from tree import Tree  # noqa: E402

CHECKS = {"floors": floors.check, "comments": comments.check, "rules": rules.check}


def main(arguments):
    root = Path(__file__).resolve().parents[2]
    if "--root" in arguments:
        at = arguments.index("--root")
        root = Path(arguments[at + 1])
        del arguments[at:at + 2]
    which = arguments[0] if arguments else "all"
    if which not in (*CHECKS, "all", "sizes"):
        print(__doc__)
        return 2
    tree = Tree(root)
    problems = [p for name, check in CHECKS.items() if which in (name, "all") for p in check(tree)]
    if which in ("sizes", "all"):
        for line in sizes.report(tree):
            print("note: " + line)
    for problem in problems:
        print(problem)
    print(f"lint {which}: {len(tree.files)} files, {len(problems)} findings")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
