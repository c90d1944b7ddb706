# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands above the sizes of the style guide. A report for a reviewer, never a failure."""
import re

from tree import module_of, without_comments

SOURCE_MAX, HEADER_MAX, FUNCTION_MAX, FILES_MAX, MODULE_MAX = 500, 250, 60, 40, 8000


def report(tree):
    """Lines to print."""
    found = []
    modules = {}
    for name in tree.code(".h", ".cpp"):
        count = len(tree.lines(name))
        limit = HEADER_MAX if name.endswith(".h") else SOURCE_MAX
        if count > limit:
            found.append(f"{name}: {count} lines (say why above {limit})")
        if module := module_of(name):
            files, lines = modules.get(module, (0, 0))
            modules[module] = (files + 1, lines + count)
        if name.endswith(".cpp"):
            found += [f"{name}:{n}: {f} has {c} lines (say why above {FUNCTION_MAX})" for n, f, c in functions(tree.text(name)) if c > FUNCTION_MAX]
    for module, (files, lines) in sorted(modules.items()):
        if files > FILES_MAX or lines > MODULE_MAX:
            found.append(f"{module}: {files} files, {lines} lines (split, or an ADR, above {FILES_MAX} files or {MODULE_MAX} lines)")
    return found


def functions(text):
    """(line, name, length) of each function: a block that opens at a line holding `name(...) ... {` at column 0 or in a class."""
    lines = without_comments(text).split("\n")
    depth, open_at = 0, []
    result = []
    head = ""
    for number, line in enumerate(lines, 1):
        for ch in line:
            if ch == "{":
                m = re.search(r"([\w~:]+)\s*\([^;]*$", head)
                namespace = re.search(r"\b(namespace|class|struct|enum|union)\b[^()]*$", head)
                open_at.append((number, m[1] if m and not namespace and not any(o[1] for o in open_at) else None))
                depth += 1
                head = ""
            elif ch == "}" and open_at:
                began, name = open_at.pop()
                depth -= 1
                head = ""
                if name and name not in ("if", "for", "while", "switch"):
                    result.append((began, name, number - began + 1))
            elif ch == ";":
                head = ""
            else:
                head += ch
        head += " "
    return result
