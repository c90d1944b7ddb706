#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scores `guvoh extract recommendations` on UPR Working Group reports whose recommendations are known.

    python3 bench/upr_score.py --guvoh build/release/apps/guvoh/guvoh [--data ../shared/data/upr] [--set all|tuned|held]
    python3 bench/upr_score.py --from results.jsonl          # what `guvoh extract recommendations FILES... --json` printed

Truth: truth.jsonl, `report_rows`: one row a recommendation and State; rows of one paragraph and text are one recommendation.
Overlap: words are runs of letters and digits in lower case, without the paragraph's number and without parentheses that hold
only words of State names. The overlap of two texts is the multiset Jaccard index of their words: shared / (all - shared).
Found: truth and found recommendations are paired one to one, best overlap first (same number first among equals); a pair
counts from 0.8. Recall = pairs / truth; precision = pairs / found. State: of the truth's rows in pairs, those whose State is
among the found ones. Decision: of the pairs whose report prints support, implemented or reject, those with the same one.
Complete: reports whose truth is known to hold every printed number (`report_rows_complete`). `unnumbered`: those whose
paragraphs bear no full number, where the truth cannot be checked but has no known gap; `gaps`: the rest.
held: a third of the reports, by the hash of their names, that nobody looked at while the rules were written.
"""
import argparse
import collections
import csv
import hashlib
import json
import os
import re
import subprocess
import sys

WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"^\s*\d+(\s*\.+\s*\d+)*\s*\.?\s*")
PARENTHESES = re.compile(r"[(\[]((?:[^()\[\]]|[(\[][^()\[\]]*[)\]])*)[)\]]")
DECISIONS = {"support": "supported", "implemented": "implemented", "implement": "implemented", "consider": "under_examination",
             "reject": "noted", "noted": "noted"}
PRINTED = {"support", "implemented", "implement", "reject", "noted"}
# Names of one State in the truth and in our output, folded to letters.
SAME = [("vietnam",), ("southkorea", "republicofkorea"), ("northkorea", "dprkorea", "democraticpeoplesrepublicofkorea"),
        ("russia", "russianfederation"), ("macedonia", "macedoniafyr", "northmacedonia"),
        ("republicofthecongo", "republicofcongo", "congo"), ("democraticrepublicofthecongo", "democraticrepublicofcongo"),
        ("brunei", "bruneidarussalam"), ("palestine", "stateofpalestine"), ("norway",), ("southsudan",)]
KNOWN_GAPS = {"belize2009", "bolivia2010", "norway2010", "senegal2009", "uzbekistan2009", "bahrain2008", "ecuador2008", "guatemala2008",
              "morocco2008", "tunisia2008", "brunei2014", "algeria2008", "algeria2012", "burundi2008", "burundi2009", "china2009", "china2008",
              "uae2009", "unitedarabemirates2008", "unitedarabemirates2009", "india2008", "srilanka2008", "nigeria2013", "iceland2011"}


def state_key(name):
    letters = re.sub(r"[^a-z]", "", re.sub(r"[ôö]", "o", name.lower().replace("&", "and")))
    for group in SAME:
        if letters in group:
            return group[0]
    return letters


def load_state_words(data):
    words = {"the", "of", "and", "republic", "state"}
    with open(os.path.join(data, "state_names_crosswalk.csv"), encoding="utf-8") as file:
        for row in csv.reader(file):
            words.update(w.lower() for cell in row[:2] for w in WORD.findall(cell))
    return words


def words_of(text, state_words):
    text = NUMBER.sub("", text)
    text = PARENTHESES.sub(lambda m: " " if all(w.lower() in state_words for w in WORD.findall(m.group(1))) else m.group(0), text)
    return collections.Counter(w.lower() for w in WORD.findall(text))


def overlap(a, b):
    shared = sum((a & b).values())
    total = sum(a.values()) + sum(b.values()) - shared
    return shared / total if total else 1.0


def truth_of(report, state_words):
    groups = {}
    for row in report["report_rows"]:
        key = (row["para"], row["text"])
        group = groups.setdefault(key, {"number": row["para"] or "", "text": row["text"], "words": words_of(row["text"], state_words),
                                        "states": [], "decision": row["decision"]})
        group["states"].append(row["from"])
    return list(groups.values())


def pair_up(truth, found, least=0.8):
    pairs, used = {}, set()
    by_number = collections.defaultdict(list)
    for at, one in enumerate(found):
        by_number[one["number"]].append(at)
    candidates = []
    for t, one in enumerate(truth):
        good = [(overlap(one["words"], found[f]["words"]), f) for f in by_number.get(one["number"], [])]
        if not any(score >= 0.95 for score, _ in good):
            size = sum(one["words"].values())
            for f, other in enumerate(found):
                other_size = sum(other["words"].values())
                if min(size, other_size) >= least * max(size, other_size) * 0.99:
                    good.append((overlap(one["words"], other["words"]), f))
        candidates += [(-score, one["number"] != found[f]["number"], t, f) for score, f in good if score >= least]
    for score, _, t, f in sorted(candidates):
        if t not in pairs and f not in used:
            pairs[t] = (f, -score)
            used.add(f)
    return pairs


def score_report(report, found, state_words):
    truth = truth_of(report, state_words)
    for one in found:
        one["words"] = words_of(one["text"], state_words)
    pairs = pair_up(truth, found)
    line = collections.Counter(truth=len(truth), found=len(found), pairs=len(pairs))
    wrong = []
    for t, (f, _) in pairs.items():
        ours = {state_key(name) for name in found[f]["states"]}
        for name in truth[t]["states"]:
            line["states"] += 1
            if state_key(name) in ours:
                line["states_right"] += 1
            else:
                wrong.append(("state", truth[t]["number"], name, found[f]["states"], truth[t]["text"]))
        line["sets_right"] += ours == {state_key(name) for name in truth[t]["states"]}
        if truth[t]["decision"] in DECISIONS:
            right = found[f]["decision"] == DECISIONS[truth[t]["decision"]]
            kind = "decided" if truth[t]["decision"] in PRINTED else "later"
            line[kind] += 1
            line[kind + "_right"] += right
            if not right:
                wrong.append(("decision", truth[t]["number"], truth[t]["decision"], found[f]["decision"], truth[t]["text"]))
    missed = [one for t, one in enumerate(truth) if t not in pairs]
    taken = {f for f, _ in pairs.values()}
    extra = [one for f, one in enumerate(found) if f not in taken]
    return line, missed, extra, wrong


def ratio(part, whole):
    return f"{part / whole:6.3f}" if whole else "     -"


def describe(line):
    return (f"truth {line['truth']:6} found {line['found']:6}  recall {ratio(line['pairs'], line['truth'])}  precision {ratio(line['pairs'], line['found'])}"
            f"  State {ratio(line['states_right'], line['states'])}  State sets {ratio(line['sets_right'], line['pairs'])}"
            f"  decision {ratio(line['decided_right'], line['decided'])}  (all headings {ratio(line['decided_right'] + line['later_right'], line['decided'] + line['later'])})")


def held_back(name):
    return int(hashlib.sha1(("guvoh upr " + name).encode()).hexdigest(), 16) % 3 == 0


def completeness(report, name):
    if report["report_rows_complete"] is True:
        return "complete"
    return "gaps" if name in KNOWN_GAPS or report["report_rows_complete"] is False or not report["report_rows"] else "unnumbered"


def results(args, names):
    if args.results:
        with open(args.results, encoding="utf-8") as file:
            for line in file:
                one = json.loads(line)
                yield os.path.basename(one["file"]), one["recommendations"]
        return
    paths = [os.path.join(args.data, "pdfs", name) for name in names]
    if len(paths) == 1:
        paths.append(paths[0])
    run = subprocess.run([args.guvoh, "extract", "recommendations", "--json", *paths], stdout=subprocess.PIPE, check=True)
    for line in run.stdout.decode().splitlines():
        one = json.loads(line)
        yield os.path.basename(one["file"]), one["recommendations"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--guvoh", default="build/release/apps/guvoh/guvoh")
    parser.add_argument("--data", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "shared", "data", "upr"))
    parser.add_argument("--from", dest="results")
    parser.add_argument("--set", choices=["all", "tuned", "held"], default="all")
    parser.add_argument("--worst", type=int, default=1000, help="how many reports to print")
    parser.add_argument("--show", help="print what is missed, too much and wrong in this report")
    args = parser.parse_args()
    state_words = load_state_words(args.data)
    with open(os.path.join(args.data, "truth.jsonl"), encoding="utf-8") as file:
        reports = {os.path.basename(report["file"]): report for report in map(json.loads, file)}
    wanted = [name for name in reports if args.set == "all" or held_back(name[:-4]) == (args.set == "held")]
    lines, totals = [], collections.defaultdict(collections.Counter)
    for name, found in results(args, wanted):
        if name not in wanted:
            continue
        line, missed, extra, wrong = score_report(reports[name], found, state_words)
        kind = completeness(reports[name], name[:-4])
        lines.append((min(line["pairs"] / max(1, line["truth"]), line["pairs"] / max(1, line["found"])), name, kind, line))
        totals[kind] += line
        totals["complete + unnumbered" if kind != "gaps" else "-"] += line
        if args.show == name[:-4]:
            for one in missed:
                print("MISSED", one["number"], one["states"], one["text"])
            for one in extra:
                print("EXTRA ", one["number"], one["states"], one["text"])
            for one in wrong:
                print("WRONG ", *one)
    for _, name, kind, line in sorted(lines, key=lambda one: one[:2])[:args.worst]:
        print(f"{name[:-4]:26} {kind:10} {describe(line)}")
    print()
    for kind in ("complete", "unnumbered", "complete + unnumbered", "gaps"):
        print(f"{kind:26} {sum(1 for one in lines if one[2] in kind.split(' + ')):4} reports  {describe(totals[kind])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
