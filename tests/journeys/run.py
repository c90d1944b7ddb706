#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plays a terminal session and compares what is seen with what is written.

Usage: run.py SESSION.txt --guvoh PROGRAM --examples FOLDER [--write]

A session file holds, in the order a person would see them:

    # A line for the reader.
    $ guvoh search Askarov          a command; lines beginning with "> " continue it
    1 document                      what it must print (standard output and errors together)
    ...                             any lines, or none
    page ... of 3                   any text within the line
    <ID>                            a value that changes: kept at its first sight, the same from then on, and put
                                    into later commands ($ guvoh show <ID>)
    [exit 12]                       how it must end; without this line, 0

Output that itself begins with "# ", "$ " or "\\" has a "\\" put before it.

Values: <ID>, <HASH>, <KEY>, <NUMBER>, <TIME>, <SIZE>, <WORD>, <TEXT>, each with an optional digit (<ID2>); <ANY> is never kept.
Every session runs in an empty folder that is also HOME and is printed as $HOME; GUVOH_VAULT and GUVOH_PASSPHRASE_FILE are
unset; $EXAMPLES is a copy of the example documents; `export` and `cd` last to the end of the session. --write puts what was
seen into the file where it differs (read the result before committing it)."""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SHAPES = {"ID": r"[0-9a-hjkmnp-tv-z]{26}", "HASH": r"[0-9a-f]{64}", "NUMBER": r"[0-9][0-9,.\u00a0 ]*", "WORD": r"\S+", "TEXT": r".+?",
          "TIME": r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(?:Z| ?[+-][0-9:]+)?", "SIZE": r"[0-9.,]+ ?(?:bytes|[kKMGT]i?B)", "KEY": r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){13}", "ANY": r".*?"}
PLACEHOLDER = re.compile(r"<(" + "|".join(SHAPES) + r")([0-9]?)>")
COMMAND_SECONDS = 120


class Step:
    """One command with its expected output. `first` and `last` are line numbers of the output in the file."""

    def __init__(self, command, number):
        self.command, self.number = command, number
        self.expected, self.exit = [], 0


def read_session(text):
    """Steps of a session. Raises ValueError for text outside any command."""
    steps = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("$ "):
            steps.append(Step(line[2:], number))
        elif line.startswith("> ") and steps and not steps[-1].expected:
            steps[-1].command += "\n" + line[2:]
        elif line.startswith("# ") or line == "#":
            continue
        elif m := re.fullmatch(r"\[exit (\d+)\]", line):
            steps[-1].exit = int(m[1])
        elif steps:
            steps[-1].expected.append(line[1:] if line.startswith("\\") else line)
        elif line.strip():
            raise ValueError(f"line {number} belongs to no command")
    for step in steps:
        while step.expected and not step.expected[-1].strip():
            step.expected.pop()
    return steps


def pattern_of(line, known):
    """Regular expression for one expected line; (pattern, names it captures)."""
    out, names, at = "", [], 0
    for m in re.finditer(PLACEHOLDER.pattern + r"|\.\.\.", line):
        out += re.escape(line[at:m.start()])
        at = m.end()
        if m.group(0) == "...":
            out += ".*?"
        elif m[1] == "ANY":
            out += SHAPES["ANY"]
        elif (name := m[1] + m[2]) in known:
            out += re.escape(known[name])
        elif name in names:
            out += f"(?P={name})"
        else:
            names.append(name)
            out += f"(?P<{name}>{SHAPES[m[1]]})"
    return re.compile(out + re.escape(line[at:]) + r"[ \t]*"), names


def compare(expected, seen, known):
    """None when the output fits, else the index of the expected line that did not. Keeps values in `known`."""
    def match(i, j, values):
        furthest[0] = max(furthest[0], i)
        while i < len(expected):
            if expected[i].strip() == "...":
                return next((v for k in range(j, len(seen) + 1) if (v := match(i + 1, k, values)) is not None), None)
            if j >= len(seen):
                return None
            pattern, names = pattern_of(expected[i], {**known, **values})
            found = pattern.fullmatch(seen[j])
            if not found:
                return None
            values = {**values, **{n: found[n] for n in names}}
            i, j = i + 1, j + 1
            furthest[0] = max(furthest[0], i)
        return values if j == len(seen) else None

    furthest = [0]
    values = match(0, 0, {})
    if values is None:
        return furthest[0]
    known.update(values)
    return None


class Terminal:
    """A shell whose variables and folder last from command to command."""

    def __init__(self, folder, program, examples):
        self.folder = Path(folder)
        bin_folder = self.folder / ".bin"
        bin_folder.mkdir()
        (bin_folder / "guvoh").symlink_to(Path(program).resolve())
        shutil.copytree(examples, self.folder / ".examples")
        home = self.folder / "home"
        home.mkdir()
        self.state = self.folder / ".state"
        self.env = {"PATH": f"{bin_folder}:{os.environ['PATH']}", "HOME": str(home), "LC_ALL": "C.UTF-8", "TERM": "dumb", "NO_COLOR": "1",
                    "TZ": "UTC", "COLUMNS": "100", "EXAMPLES": str(self.folder / ".examples"), "PWD": str(home)}
        for name, value in os.environ.items():
            if name.startswith(("ASAN_", "UBSAN_", "TSAN_", "LSAN_")):
                self.env[name] = value
        self.state.write_text(f"cd {home}\n")

    def run(self, command):
        script = f'. "{self.state}"\n{command}\nguvoh_exit=$?\n{{ declare -px; declare -f; printf "cd %q\\n" "$PWD"; }} >"{self.state}.new"\n' \
                 f'mv "{self.state}.new" "{self.state}"\nexit $guvoh_exit'
        done = subprocess.run(["bash", "-c", script], env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=COMMAND_SECONDS)
        text = done.stdout.decode("utf-8", "replace").replace(self.env["EXAMPLES"], "$EXAMPLES").replace(self.env["HOME"], "$HOME")
        lines = [l.rstrip() for l in text.split("\n")]
        while lines and not lines[-1]:
            lines.pop()
        return done.returncode, lines


def play(steps, terminal):
    """Runs the steps: (step, exit code, lines seen, index of the line that differs) for each, stopping at the first that fails."""
    known, results = {}, []
    for step in steps:
        command = PLACEHOLDER.sub(lambda m: known.get(m[1] + m[2], m[0]), step.command)
        try:
            code, seen = terminal.run(command)
        except subprocess.TimeoutExpired:
            code, seen = -1, [f"(still running after {COMMAND_SECONDS} s)"]
        differs = compare(step.expected, seen, known)
        results.append((step, code, seen, differs))
        if differs is not None:
            results[-1] = (step, code, generalise(seen, known), differs)
        if differs is not None or code != step.exit:
            break
    return results


def generalise(seen, known):
    """The lines seen, with known values and what changes from run to run as placeholders: ready to be written into a session."""
    for name, value in ((n, v) for n, v in known.items() if n.rstrip("0123456789") in ("ID", "HASH", "KEY", "TIME")):
        seen = [l.replace(value, f"<{name}>") for l in seen]
    for shape in ("HASH", "ID", "TIME", "KEY"):
        seen = [re.sub(rf"(?<![\w<]){SHAPES[shape]}(?!\w)", "<ANY>", l) for l in seen]
    return seen


def explain(name, result):
    step, code, seen, differs = result
    out = [f"{name}:{step.number}: $ {step.command}"]
    if code != step.exit:
        out.append(f"  ended with {code}, expected {step.exit}")
    if differs is not None:
        wanted = step.expected[differs] if differs < len(step.expected) else "(no more lines)"
        out.append(f"  does not fit, at the expected line: {wanted}")
        out.append("  expected:" + "".join("\n    " + l for l in step.expected))
    out.append("  seen:" + "".join("\n    " + l for l in seen))
    return "\n".join(out)


def rewrite(path, steps, results):
    """Puts what was seen into the file for the step that differed and any not yet written."""
    lines = path.read_text().split("\n")
    step, code, seen, _ = results[-1]
    begin = step.number + step.command.count("\n")
    end = begin
    while end < len(lines) and not lines[end].startswith(("$ ", "# ")):
        end += 1
    seen = ["\\" + l if l.startswith(("# ", "$ ", "\\")) else l for l in seen]
    lines[begin:end] = seen + ([f"[exit {code}]"] if code else []) + [""]
    path.write_text("\n".join(lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("session", type=Path)
    parser.add_argument("--guvoh", required=True)
    parser.add_argument("--examples", required=True)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    for attempt in range(100):
        steps = read_session(arguments.session.read_text())
        with tempfile.TemporaryDirectory(prefix="guvoh-journey-") as folder:
            results = play(steps, Terminal(folder, arguments.guvoh, arguments.examples))
        step, code, _, differs = results[-1]
        if differs is None and code == step.exit:
            print(f"{arguments.session.name}: {len(steps)} commands, as written")
            return 0
        if not arguments.write:
            print(explain(arguments.session.name, results[-1]))
            return 1
        rewrite(arguments.session, steps, results)
    return 1


if __name__ == "__main__":
    sys.exit(main())
