#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the man page from docs/cli.md. Usage: make-man-page.py docs/cli.md > guvoh.1

Knows the Markdown that page uses: headings, paragraphs, lists, indented code, `code` and links."""
import re
import sys


def inline(text):
    text = text.replace("\\", r"\e").replace("-", r"\-")
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    text = re.sub(r"`([^`]+)`", r"\\fB\1\\fR", text)
    return "\\&" + text if text.startswith((".", "'")) else text


def page(source):
    out = ['.TH GUVOH 1 "" "Guvoh" "User Commands"', ".SH NAME", r"guvoh \- an encrypted, searchable, provable record of documents"]
    for block in re.split(r"\n\n+", source.strip()):
        if block.startswith("# "):
            out.append(".SH DESCRIPTION")
        elif block.startswith("## "):
            out.append(".SH " + block[3:].upper())
        elif block.startswith("    "):
            out += [".PP", ".nf", *(inline(l[4:]) for l in block.split("\n")), ".fi"]
        elif block.startswith("- "):
            for item in re.split(r"^- ", block, flags=re.M)[1:]:
                out += [".TP 2", r"\(bu", inline(" ".join(item.split()))]
        else:
            out += [".PP", inline(" ".join(block.split()))]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as source:
        sys.stdout.write(page(source.read()))
