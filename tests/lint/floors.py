# SPDX-License-Identifier: AGPL-3.0-or-later
"""Includes and CMake links go down only; third-party headers, and a module's own *_parts.h, stay in their module."""
import re

from tree import C_HEADERS, POSIX_PREFIXES, Floors, is_test, module_of

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def check(tree):
    floors = Floors(tree)
    problems = list(floors.errors)
    problems += _folders(tree, floors)
    third_party = tree.rules("third_party.txt")
    public = public_headers(tree)
    for name in tree.code(".h", ".cpp"):
        for number, line in enumerate(tree.lines(name), 1):
            if m := INCLUDE.match(line):
                where = f"{name}:{number}"
                if m[1] == '"':
                    problems += _own(where, name, m[2], floors, tree)
                else:
                    problems += _foreign(where, name, m[2], third_party, public)
        problems += _own_header_first(tree, name)
    return problems + _cmake(tree, floors)


def public_headers(tree):
    """Headers of src/ that a file of another module includes, and all that these include from their own module."""
    includes = {n: ["src/" + m[2] for m in map(INCLUDE.match, tree.lines(n)) if m and m[1] == '"'] for n in tree.code(".h", ".cpp")}
    todo = [i for n, found in includes.items() for i in found if i in includes and module_of(i) != module_of(n) and not i.split("/")[2] == "testing"]
    public = set()
    while todo:
        name = todo.pop()
        if name not in public:
            public.add(name)
            todo += [i for i in includes[name] if i in includes and module_of(i) == module_of(name)]
    return public


def _folders(tree, floors):
    found = {module_of(f) for f in tree.files} - {None}
    return [f"src/{m}: module has no floor in tests/lint/floors.txt" for m in sorted(found - set(floors.floor))]


def _own(where, name, included, floors, tree):
    user, used = module_of(name), included.split("/")[0]
    if "/" not in included:
        return [] if is_test(name) or user == "guvoh" else [f"{where}: write the module too: \"module/{included}\""]
    if used not in floors.floor:
        beside = name.rsplit("/", 1)[0] + "/" + included
        if is_test(name) and (included in tree.files or beside in tree.files):
            return []
        return [f"{where}: \"{included}\" is in no module of tests/lint/floors.txt"]
    if user is None or user not in floors.floor:
        return []
    if used != user and included.endswith("_parts.h"):
        return [f"{where}: \"{included}\" is for the files of {used} only"]
    if floors.may_use(user, used):
        return []
    return [f"{where}: {user} (floor {floors.floor[user]}) must not include {used} (floor {floors.floor[used]})"]


def _foreign(where, name, included, third_party, public):
    if "." not in included or included in C_HEADERS:
        return []  # the C++ and C standard libraries
    known = [p for p in third_party if included.startswith(p)]
    prefix = max(known, key=len) if known else "posix" if included.startswith(POSIX_PREFIXES) else None
    if prefix is None:
        return [f"{where}: <{included}> is not in tests/lint/third_party.txt"]
    allowed = third_party.get(prefix, "").split()
    user = module_of(name)
    test = is_test(name)
    if "all" not in allowed and user not in allowed and not (test and ("tests" in allowed or user is None)):
        return [f"{where}: <{included}> belongs in {' or '.join(allowed)} only"]
    if name in public and "header" not in allowed:
        return [f"{where}: other modules see this header, so it must not include <{included}>"]
    return []


def _own_header_first(tree, name):
    if not name.endswith(".cpp") or is_test(name) or name[:-4] + ".h" not in tree.files:
        return []
    includes = [m[2] for m in map(INCLUDE.match, tree.lines(name)) if m]
    own = name[:-4].split("/", 1)[1] + ".h"
    if includes and includes[0] not in (own, own.split("/")[-1]):
        return [f"{name}: the first include must be its own header \"{own}\""]
    return []


def _cmake(tree, floors):
    problems = []
    for name in tree.files:
        if name.endswith("CMakeLists.txt") and (user := module_of(name)):
            for used in re.findall(r"\bguvoh::(\w+)", re.sub(r"#.*", "", tree.text(name))):
                if used not in floors.floor:
                    problems.append(f"{name}: guvoh::{used} is no module")
                elif user in floors.floor and not floors.may_use(user, used):
                    problems.append(f"{name}: {user} must not link {used}")
            problems += _links_cover_includes(tree, name, user, floors)
    if "CMakeLists.txt" in tree.files and (m := re.search(r"set\(GUVOH_MODULES ([\w\s]+)\)", tree.text("CMakeLists.txt"))):
        listed = m[1].split()
        if [floors.floor.get(x, -1) for x in listed] != sorted(floors.floor.get(x, -1) for x in listed):
            problems.append("CMakeLists.txt: GUVOH_MODULES is not in the order of tests/lint/floors.txt")
        if set(listed) != {m for m in floors.floor if m != "guvoh"}:
            problems.append("CMakeLists.txt: GUVOH_MODULES and tests/lint/floors.txt name different modules")
    return problems


def _links_cover_includes(tree, cmake, user, floors):
    """USES must reach every module the sources include, directly or through another module's USES."""
    reach, todo = set(), [user]
    while todo:
        module = todo.pop()
        if module in reach:
            continue
        reach.add(module)
        path = f"src/{module}/CMakeLists.txt" if module != "guvoh" else "apps/guvoh/CMakeLists.txt"
        if path in tree.files:
            todo += re.findall(r"\bguvoh::(\w+)", re.sub(r"#.*", "", tree.text(path)))
    problems = []
    folder = cmake.rsplit("/", 1)[0] + "/"
    for name in tree.code(".h", ".cpp"):
        if name.startswith(folder) and not is_test(name):
            for line in tree.lines(name):
                m = INCLUDE.match(line)
                used = m[2].split("/")[0] if m and m[1] == '"' and "/" in m[2] else None
                if used in floors.floor and used not in reach:
                    problems.append(f"{cmake}: {name} includes {used}, but USES does not name guvoh::{used}")
    return sorted(set(problems))
