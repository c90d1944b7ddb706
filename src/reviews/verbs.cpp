// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/verbs.h"

#include <algorithm>

namespace guvoh::reviews {

namespace {

// In order, for the search.
constexpr std::string_view kVerbs[] = {
    "abide", "abolish", "abrogate", "accede", "accelerate", "accept", "accomplish", "accord", "acknowledge", "act", "adapt", "address",
    "adhere", "adjust", "adopt", "advance", "align", "allocate", "allow", "amend", "apply", "approve", "assess", "assume", "avoid", "ban",
    "become", "begin", "bring", "broaden", "build", "carry", "cease", "clarify", "close", "collaborate", "combat", "commit", "commute",
    "complete", "comply", "concentrate", "conclude", "conduct", "confirm", "consider", "consolidate", "continue", "cooperate", "create",
    "criminalise", "criminalize", "declare", "decriminalise", "decriminalize", "deepen", "define", "deploy", "design", "develop",
    "devise", "devote", "disseminate", "draft", "draw", "elaborate", "eliminate", "embark", "enable", "enact", "encourage", "end",
    "endeavour", "enforce", "engage", "enhance", "enlarge", "ensure", "envisage", "eradicate", "establish", "evaluate", "examine",
    "exercise", "exert", "expand", "expedite", "explore", "extend", "facilitate", "favour", "finalise", "finalize", "focus", "follow",
    "formulate", "foster", "fulfil", "grant", "guarantee", "halt", "harmonise", "harmonize", "hold", "identify", "implement", "impose",
    "improve", "include", "incorporate", "increase", "inform", "initiate", "institute", "integrate", "intensify", "introduce",
    "investigate", "invite", "involve", "issue", "join", "keep", "launch", "lift", "limit", "maintain", "make", "modify", "monitor",
    "move", "organise", "organize", "participate", "pass", "pay", "persevere", "persist", "prepare", "prevent", "prioritize", "proceed",
    "prohibit", "promote", "promulgate", "prosecute", "protect", "provide", "publish", "punish", "pursue", "put", "raise", "ratify",
    "re-establish", "reaffirm", "recognise", "recognize", "reconsider", "redouble", "reduce", "reform", "refrain", "regulate",
    "reinforce", "reinstate", "reject", "release", "remove", "renew", "repeal", "report", "request", "resolve", "respect", "respond",
    "restore", "review", "revise", "revoke", "safeguard", "scale", "seek", "set", "share", "sign", "simplify", "spare", "speed", "spread",
    "start", "step", "stop", "strengthen", "strive", "study", "submit", "support", "suspend", "sustain", "tackle", "take", "train",
    "transform", "transpose", "treat", "undertake", "update", "uphold", "use", "withdraw", "work",
};

}  // namespace

bool is_demanding_verb(std::string_view word) { return std::binary_search(std::begin(kVerbs), std::end(kVerbs), word); }

}  // namespace guvoh::reviews
