# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tree as the lints see it: its files, its modules and their floors."""
import re
import subprocess
from pathlib import Path

POSIX_PREFIXES = ("sys/", "linux/", "netinet/", "arpa/", "unistd.h", "fcntl.h", "poll.h", "signal.h", "pthread.h", "termios.h",
                  "dirent.h", "iconv.h", "fts.h", "pwd.h", "grp.h", "spawn.h", "sched.h", "dlfcn.h", "syslog.h", "langinfo.h")
C_HEADERS = {"math.h", "stdint.h", "stdio.h", "stdlib.h", "string.h", "stddef.h", "time.h", "errno.h", "locale.h", "malloc.h",
             "immintrin.h", "cpuid.h", "x86intrin.h", "nmmintrin.h", "emmintrin.h"}


class Tree:
    """One checked-out tree. `root` is a folder; files are those git would commit (or all, where there is no git)."""

    def __init__(self, root):
        self.root = Path(root)
        self.files = sorted(self._list())
        self._texts = {}

    def _list(self):
        if (self.root / ".git").exists():
            out = subprocess.run(["git", "-C", str(self.root), "ls-files", "-z", "-co", "--exclude-standard"],
                                 check=True, capture_output=True).stdout.decode()
            names = [name for name in out.split("\0") if name]
        else:
            names = [str(p.relative_to(self.root)) for p in self.root.rglob("*") if p.is_file()]
        return [n for n in names if (self.root / n).is_file() and not n.startswith("build/")]

    def text(self, name):
        if name not in self._texts:
            self._texts[name] = (self.root / name).read_bytes().decode("utf-8", "replace")
        return self._texts[name]

    def lines(self, name):
        return self.text(name).split("\n")

    def code(self, *suffixes):
        """C++ files of ours with one of these suffixes."""
        return [f for f in self.files if f.endswith(suffixes) and f.split("/")[0] in ("src", "apps", "tests", "fuzz", "bench")]

    def rules(self, name):
        """The lines `left : right` of one of the lint lists, without comments."""
        path = self.root / "tests/lint" / name
        found = {}
        if path.is_file():
            for line in path.read_text().split("\n"):
                line = line.split("#")[0].strip()
                if " : " in line:
                    left, right = line.split(" : ", 1)
                    found[left.strip()] = right.strip()
        return found


class Floors:
    """floors.txt, read."""

    def __init__(self, tree):
        self.floor, self.only, self.edges, self.errors = {}, {}, {}, []
        path = tree.root / "tests/lint/floors.txt"
        for number, raw in enumerate(path.read_text().split("\n"), 1):
            line = raw.split("#")[0].strip()
            if not line:
                continue
            if m := re.fullmatch(r"(\d+) (\w+)", line):
                self.floor[m[2]] = int(m[1])
            elif m := re.fullmatch(r"only (\w+): ([\w ]+)", line):
                self.only[m[1]] = set(m[2].split())
            elif m := re.fullmatch(r"edge (\w+) -> (\w+): (.{10,})", line):
                self.edges[(m[1], m[2])] = m[3]
            else:
                self.errors.append(f"tests/lint/floors.txt:{number}: not understood (an edge needs a reason): {line}")

    def may_use(self, user, used):
        if user == used or (user, used) in self.edges:
            return True
        if user in self.only:
            return used in self.only[user]
        return self.floor[used] < self.floor[user]


def module_of(name):
    """The module a file belongs to; None for tests, bench and fuzz."""
    parts = name.split("/")
    if parts[0] == "src" and len(parts) > 2:
        return parts[1]
    if parts[0] == "apps":
        return "guvoh"
    return None


def is_test(name):
    return name.endswith(("_test.cpp", "_test.h", "_fuzz.cpp")) or "/testing/" in name or name.split("/")[0] in ("tests", "fuzz", "bench")


def without_comments(text):
    """C++ text with comments and the insides of string literals blanked, line numbers kept."""
    pattern = re.compile(r'R"(\w*)\((?:.|\n)*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*(?:.|\n)*?\*/')

    def blank(match):
        found = match.group(0)
        keep = re.sub(r"[^\n]", " ", found)
        return keep if found.startswith(("//", "/*")) else '"' + keep[1:-1] + '"' if len(found) >= 2 else keep

    return pattern.sub(blank, text)
