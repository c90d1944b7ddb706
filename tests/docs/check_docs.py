#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents agree with the code. Usage: check_docs.py [--guvoh PROGRAM]

errors    docs/errors.md, ErrorKind in base/error.h, its names, and the table in service/error_table.cpp say the same
links     every relative link in a document leads somewhere
records   every type of src/registry/*.h and every record type stands in docs/glossary.md or docs/formats/
adrs      every ADR is in the list, and has its five parts
verbs     every verb and option of the program stands in a document or in its own help with an explanation (needs --guvoh)
readme    the commands of the README work as they stand, on the example documents (needs --guvoh)
told      each sentence that web/src/words/told translates is said by the program, and each it says of a file or row is translated
files     a fresh record holds only the files that docs/files.md names (needs --guvoh)"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def read(name):
    return (ROOT / name).read_text()


def rows(text):
    """Cells of every table row that is not a header rule."""
    return [[c.strip().strip("`") for c in re.split(r"(?<!\\)\|", l)[1:-1]] for l in text.split("\n") if l.startswith("|") and not re.match(r"\|[-| ]+\|$", l)]


def errors():
    table = {r[0]: r[1:5] for r in rows(read("docs/errors.md")) if len(r) == 7 and r[0] != "kind"}
    enum = re.search(r"enum class ErrorKind \{(.*?)\};", read("src/base/error.h"), re.S)[1]
    kinds = re.findall(r"^\s*(\w+),", enum, re.M)
    problems = [f"docs/errors.md: no row for {k}" for k in kinds if k not in table] + [f"docs/errors.md: {k} is no ErrorKind" for k in table if k not in kinds]
    names = dict(re.findall(r'ErrorKind::(\w+): return "(\w+)"', read("src/base/error.cpp")))
    problems += [f"docs/errors.md: {k} is called {names.get(k)} in JSON" for k in table if names.get(k) != table[k][0]]
    header = ROOT / "src/service/error_table.h"
    if not header.is_file():
        return problems
    codes = {name: value for name, value in re.findall(r"(kExit\w+) = (\d+)", header.read_text())}
    code = re.findall(r'\{ErrorKind::(\w+), (\d+), (\w+), "([\w.]+)"', read("src/service/error_table.cpp"))
    for kind, status, exit_name, key in code:
        said = [status, codes.get(exit_name, "?"), key]
        if kind in table and table[kind][1:] != said:
            problems.append(f"docs/errors.md: {kind} is {' '.join(table[kind][1:])} there and {' '.join(said)} in src/service/error_table.cpp")
    if len(code) != len(kinds):
        problems.append(f"src/service/error_table.cpp: {len(code)} rows for {len(kinds)} kinds")
    documented = {r[0] for r in rows(read("docs/errors.md")) if len(r) == 2 and r[0].isdigit()}
    return problems + [f"docs/errors.md: exit code {v} ({n}) is not listed" for n, v in codes.items() if v not in documented]


def links():
    problems = []
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("testdata/**/*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text()):
            if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists():
                problems.append(f"{path.relative_to(ROOT)}: {target} does not exist")
    return problems


def records():
    known = read("docs/glossary.md").lower() + "".join(p.read_text().lower() for p in ROOT.glob("docs/formats/*.md"))
    problems = []
    for path in sorted(ROOT.glob("src/registry/*.h")):
        for name in re.findall(r"^(?:struct|class|enum class) (\w+)[^;]*\{", path.read_text(), re.M):
            words = re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()
            if name.lower() not in known and words not in known:
                problems.append(f"src/registry/{path.name}: {name} is not in docs/glossary.md")
    return problems


def adrs():
    listed = read("docs/adr/README.md")
    problems = []
    for path in sorted(ROOT.glob("docs/adr/[0-9]*.md")):
        text = path.read_text()
        if path.name not in listed:
            problems.append(f"docs/adr/README.md: {path.name} is not listed")
        problems += [f"docs/adr/{path.name}: no {part}" for part in ("Situation", "Choices", "Decision", "Cost", "Look again") if f"**{part}" not in text]
    return problems


HOLE = re.compile(r"\{\{\w+\}\}")
LITERAL = r'"((?:[^"\\\n]|\\.)*)"'
# Where the program says why a file or a row is refused, and what was repaired in it; what these say stands alone.
TELLERS = ("src/documents", "src/reviews", "src/recommendations")
TELLS = re.compile(r"(?:\brefuse\(|\bnote\(|\brepair\(|refused\.push_back\(\{\w+, |repairs\.push_back\(\{\w+, |ErrorKind::(?:Unsupported|Cancelled), )" + LITERAL + r"\s*[)}]")
# Of the program itself, or of pages and pictures, which the screens do not show so.
NOT_TOLD = re.compile(r"worker|seccomp|kernel|no_new_privs|OCR|Tesseract|no page images|not a picture|unknown task|no process")


def told():
    sources = [p for p in (ROOT / "src").rglob("*.cpp") if not p.name.endswith("_test.cpp")]
    said = "\0".join(m.replace('\\"', '"') for p in sources for m in re.findall(LITERAL, p.read_text()))
    catalogue = json.loads(read("web/src/words/told/ru.json"))
    problems = []
    for sentence in catalogue:
        for piece in HOLE.split(sentence):
            while piece:  # a sentence may be put together from several literals
                length = next((n for n in range(len(piece), 0, -1) if piece[:n] in said), 0)
                if length == 0:
                    problems.append(f"web/src/words/told/ru.json: the program never says “{sentence}”: “{piece}”")
                    break
                piece = piece[length:]
    models = [re.compile("(.+)".join(map(re.escape, HOLE.split(s))) + "$", re.S) for s in catalogue if s != "{{where}}: {{told}}"]
    for path in sources:
        if str(path.relative_to(ROOT)).startswith(TELLERS):
            for sentence in re.findall(TELLS, path.read_text()):
                sentence = sentence.replace('\\"', '"')
                if not NOT_TOLD.search(sentence) and not any(m.match(sentence) for m in models):
                    problems.append(f"web/src/words/told/ru.json: “{sentence}” of {path.relative_to(ROOT)} is not translated")
    return problems


def help_of(guvoh, *words):
    return subprocess.run([guvoh, *words, "--help"], capture_output=True, text=True, check=True).stdout


def verbs_of(text):
    body = text.split("Subcommands:")[1] if "Subcommands:" in text else ""
    return re.findall(r"^  ([a-z][a-z-]+)(?:  |$)", body, re.M)


def verbs(guvoh):
    page = read("docs/cli.md")
    top = help_of(guvoh)
    problems = [f"docs/cli.md: no section for {v}" for v in verbs_of(top) if f"## {v}\n" not in page and f"## guvoh {v}\n" not in page]
    for verb in [None, *verbs_of(top)]:
        text = help_of(guvoh, verb) if verb else top
        section = re.search(rf"^## (?:guvoh )?{verb}\n(.*?)(?=^## |\Z)", page, re.M | re.S)
        within = section[1] if section else page
        for option in sorted(set(re.findall(r"^  (?:-\w,)?(--[a-z-]+)", text, re.M)) - {"--help", "--help-all"}):
            if option not in within and option not in ("--vault", "--passphrase-file", "--json", "--quiet"):
                problems.append(f"docs/cli.md: {verb or 'guvoh'} has {option}, which is not explained")
        for sub in verbs_of(text) if verb else []:
            if f"{verb} {sub}" not in within:
                problems.append(f"docs/cli.md: {verb} {sub} is not explained")
    return problems


def files(guvoh):
    named = [c for r in rows(read("docs/files.md")) if len(r) == 4 for c in re.findall(r"[\w./-]+", r[0])]
    folders = {n.split("/")[0] for n in named if "/" in n}
    with tempfile.TemporaryDirectory() as folder:
        secret = Path(folder) / "secret"
        secret.write_text("example words for a test\n")
        run = [guvoh, "--vault", f"{folder}/v", "--passphrase-file", str(secret)]
        subprocess.run([*run, "init", "--stretch-memory-kib", "8192"], check=True, capture_output=True)
        subprocess.run([*run, "ingest", str(ROOT / "examples")], check=True, capture_output=True)
        here = [str(p.relative_to(f"{folder}/v")) for p in Path(f"{folder}/v").rglob("*") if p.is_file()]
    return [f"docs/files.md: a record holds {n}, which is not named" for n in here if n not in named and n.split("/")[0] not in folders]


def readme(guvoh):
    block = next(b for b in re.findall(r"```sh\n(.*?)```", read("README.md"), re.S) if "guvoh init" in b)
    commands = [l.split("  #")[0].strip() for l in block.split("\n") if l.strip()]
    problems = [] if sum(c.startswith("guvoh ") for c in commands) == 5 else ["README.md: not five guvoh commands"]
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "Documents").symlink_to(ROOT / "examples")
        (Path(home) / "secret").write_text("example words for a test\n")
        (Path(home) / "guvoh").symlink_to(Path(guvoh).resolve())
        env = {"HOME": home, "PATH": f"{home}:/usr/bin:/bin", "GUVOH_PASSPHRASE_FILE": f"{home}/secret", "LC_ALL": "C.UTF-8"}
        first_hit = "guvoh search 'soles of both feet' --json | grep -o '\"document\":\"[^\"]*' | head -n 1 | cut -d '\"' -f 4"
        for number, command in enumerate(commands):
            command = command.replace("DOCUMENT", f"$({first_hit})").replace("the words to keep", "soles of both feet")
            done = subprocess.run(["bash", "-c", commands[0] + "; " + command], env=env, cwd=home, capture_output=True, text=True)
            if done.returncode != 0:
                problems.append(f"README.md: `{commands[number]}` ends with {done.returncode}: {done.stderr.strip()}")
    return problems


def main(arguments):
    guvoh = arguments[1] if len(arguments) > 1 and arguments[0] == "--guvoh" else None
    problems = errors() + links() + records() + adrs() + told()
    if guvoh:
        problems += verbs(guvoh) + files(guvoh) + readme(guvoh)
    for problem in problems:
        print(problem)
    print(f"docs: {len(problems)} findings")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
