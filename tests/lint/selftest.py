#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each lint can fail: a small bad tree for each rule, and one good tree that passes all of them."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import comments  # noqa: E402
import floors  # noqa: E402
import rules  # noqa: E402
import sizes  # noqa: E402
from tree import Tree  # noqa: E402

SPDX = "// SPDX-License-Identifier: AGPL-3.0-or-later\n"
HEADER = SPDX + "//\n// What it is, in one line.\n#pragma once\n\n"
GOOD = {
    "tests/lint/floors.txt": "0 base\n1 crypto\n2 vault\n2 ledger\n6 guvoh\nonly guvoh: base\n",
    "tests/lint/third_party.txt": "tl/expected.hpp : all header\nsodium : crypto\ngtest/ : tests\n",
    "tests/lint/shared.txt": "",
    "tests/lint/no_test.txt": "",
    "CMakeLists.txt": "set(GUVOH_MODULES base crypto vault ledger)\n",
    "src/base/error.h": HEADER + "#include <tl/expected.hpp>\n\n/// One failure.\nstruct Failure {};\n",
    "src/crypto/crypto.h": HEADER + "#include <string>\n\n/// Seals it.\nint seal(int key);\n",
    "src/crypto/crypto.cpp": SPDX + '#include "crypto/crypto.h"\n\n#include <sodium.h>\n\n#include "base/error.h"\nint seal(int key) { return key; }\n',
    "src/crypto/crypto_test.cpp": SPDX + "#include <gtest/gtest.h>\nTEST(Seal, KeepsTheKey) {}\n",
    "src/crypto/CMakeLists.txt": "guvoh_module(crypto SOURCES crypto.cpp TESTS crypto_test.cpp USES guvoh::base)\n",
}


def findings(check, changes):
    """What a check says of the good tree with some files changed (None removes one)."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {**GOOD, **changes}.items():
            if text is not None:
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        return check(Tree(folder))


class Good(unittest.TestCase):
    def test_a_good_tree_has_no_findings(self):
        for check in (floors.check, comments.check, rules.check, sizes.report):
            self.assertEqual(findings(check, {}), [])


class Bad(unittest.TestCase):
    def expect(self, check, changes, *words):
        found = "\n".join(findings(check, changes))
        for word in words:
            self.assertIn(word, found)

    def test_an_include_that_climbs(self):
        self.expect(floors.check, {"src/base/bytes.h": HEADER + '#include "crypto/crypto.h"\n'}, "base (floor 0) must not include crypto (floor 1)")

    def test_an_include_of_what_another_module_keeps_to_itself(self):
        parts = {"src/base/json_parts.h": HEADER + "/// One part.\nstruct Part {};\n"}
        self.expect(floors.check, {**parts, "src/crypto/box.h": HEADER + '#include "base/json_parts.h"\n'}, '"base/json_parts.h" is for the files of base only')
        self.assertEqual(findings(floors.check, {**parts, "src/base/json.h": HEADER + '#include "base/json_parts.h"\n'}), [])

    def test_an_include_of_a_neighbour_on_the_same_floor(self):
        self.expect(floors.check, {"src/ledger/log.h": HEADER + '#include "vault/vault.h"\n'}, "ledger (floor 2) must not include vault")

    def test_a_listed_edge_is_allowed_but_needs_its_reason(self):
        climb = {"src/ledger/log.h": HEADER + '#include "vault/vault.h"\n'}
        listed = GOOD["tests/lint/floors.txt"] + "edge ledger -> vault: a reason that says why\n"
        self.assertEqual(findings(floors.check, {**climb, "tests/lint/floors.txt": listed}), [])
        self.expect(floors.check, {"tests/lint/floors.txt": GOOD["tests/lint/floors.txt"] + "edge ledger -> vault:\n"}, "needs a reason")

    def test_the_program_uses_only_what_it_may(self):
        self.expect(floors.check, {"apps/guvoh/main.cpp": SPDX + '#include "vault/vault.h"\n'}, "guvoh (floor 6) must not include vault")

    def test_a_third_party_header_outside_its_module(self):
        self.expect(floors.check, {"src/vault/vault.cpp": SPDX + "#include <sodium.h>\n"}, "belongs in crypto only")

    def test_a_third_party_header_in_a_public_header(self):
        box = {"src/crypto/box.h": HEADER + "#include <sodium.h>\n"}
        self.assertEqual(findings(floors.check, box), [])  # nobody else sees it
        self.expect(floors.check, {**box, "src/vault/x.cpp": SPDX + '#include "crypto/box.h"\n'}, "src/crypto/box.h:6: other modules see this header")

    def test_a_library_nobody_listed(self):
        self.expect(floors.check, {"src/crypto/crypto.cpp": SPDX + '#include "crypto/crypto.h"\n#include <magicbox/box.h>\n'}, "is not in tests/lint/third_party.txt")

    def test_the_operating_system_outside_the_machine_floor(self):
        self.expect(floors.check, {"src/base/x.cpp": SPDX + "#include <unistd.h>\n"}, "unistd.h")

    def test_a_link_that_climbs_or_is_missing(self):
        cmake = "guvoh_module(crypto SOURCES crypto.cpp TESTS crypto_test.cpp USES guvoh::vault)\n"
        self.expect(floors.check, {"src/crypto/CMakeLists.txt": cmake}, "crypto must not link vault", "USES does not name guvoh::base")

    def test_modules_out_of_order(self):
        self.expect(floors.check, {"CMakeLists.txt": "set(GUVOH_MODULES vault base crypto ledger)\n"}, "not in the order")

    def test_own_header_not_first(self):
        self.expect(floors.check, {"src/crypto/crypto.cpp": SPDX + '#include <sodium.h>\n#include "crypto/crypto.h"\n'}, "first include must be its own header")

    def test_no_licence_line(self):
        self.expect(comments.check, {"src/crypto/crypto.cpp": "int x;\n"}, "first lines must hold")

    def test_a_header_without_preface_or_guard(self):
        self.expect(comments.check, {"src/base/x.h": SPDX + "int x;\n"}, "no preface", "no #pragma once")

    def test_a_public_function_or_type_without_a_comment(self):
        bare = HEADER + "struct Key {};\n\nint open(int x);\n\nclass Door {\npublic:\n    int knock();\nprivate:\n    int hidden();\n};\n"
        self.assertEqual(findings(comments.check, {"src/crypto/keys.h": bare}), [])  # nobody else sees it
        found = findings(comments.check, {"src/crypto/keys.h": bare, "src/vault/x.cpp": SPDX + '#include "crypto/keys.h"\n'})
        self.assertEqual([f.split(": ")[1] for f in found],
                         ["type Key has no comment", "function open has no comment", "type Door has no comment", "function knock has no comment"])

    def test_using_namespace_in_a_header(self):
        self.expect(comments.check, {"src/base/x.h": HEADER + "using namespace std;\n"}, "using namespace")

    def test_logic_without_a_test(self):
        self.expect(rules.check, {"src/crypto/crypto_test.cpp": None}, "no crypto_test.cpp beside it")

    def test_a_disabled_or_commented_out_test(self):
        self.expect(rules.check, {"src/crypto/crypto_test.cpp": SPDX + "TEST(A, DISABLED_Old) {}\n// TEST(A, Older) {}\n"}, "a disabled test", "a commented-out test")

    def test_a_skip_without_a_reason(self):
        self.expect(rules.check, {"src/crypto/crypto_test.cpp": SPDX + "TEST(A, B) { GTEST_SKIP(); }\n"}, "a skip without a reason")

    def test_a_test_no_one_builds(self):
        self.expect(rules.check, {"src/crypto/lost_test.cpp": SPDX}, "lost_test.cpp: not in src/crypto/CMakeLists.txt")

    def test_a_unit_test_that_sleeps(self):
        self.expect(rules.check, {"src/crypto/crypto_test.cpp": SPDX + "void f() { usleep(3); }\n"}, "a unit test sleeps")

    def test_shared_ownership_without_a_reason(self):
        self.expect(rules.check, {"src/base/x.h": HEADER + "std::shared_ptr<int> x;\n"}, "shared_ptr without a reason")

    def test_new_outside_a_smart_pointer(self):
        self.expect(rules.check, {"src/base/x.h": HEADER + "auto x = new Thing;\n"}, "new or delete")

    def test_a_registry_host_or_a_path_of_one_machine(self):
        host, path = "pypi" + ".org", "/ro" + "ot/secret"
        self.expect(rules.check, {"docs/x.md": f"see {host}\nor {path}\n"}, "docs/x.md:1: names a package registry host", "docs/x.md:2: names an absolute path")

    def test_sizes_are_reported(self):
        long_function = "int f(int x) {\n" + "    ++x;\n" * 70 + "    return x;\n}\n"
        self.expect(sizes.report, {"src/base/long.cpp": SPDX + long_function + "\n" * 500}, "lines (say why above 500)", "f has 73 lines")


if __name__ == "__main__":
    unittest.main()
