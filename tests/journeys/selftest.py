#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The session runner passes what fits and fails what does not. Uses `true` and `echo` in place of guvoh."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import run  # noqa: E402

ID = "01jd5kq0000000000000000000"


def played(text):
    """Result of the last step of a session: None when it fits, else its explanation."""
    with tempfile.TemporaryDirectory() as examples, tempfile.TemporaryDirectory() as folder:
        (Path(examples) / "note.txt").write_text("a note\n")
        result = run.play(run.read_session(text), run.Terminal(folder, "/bin/echo", examples))[-1]
        return None if result[3] is None and result[1] == result[0].exit else run.explain("s.txt", result)


class Sessions(unittest.TestCase):
    def test_plain_output_fits(self):
        self.assertIsNone(played("# hello\n$ guvoh search x\nsearch x\n\n# bye\n"))

    def test_other_output_does_not(self):
        self.assertIn("does not fit, at the expected line: search y", played("$ guvoh search x\nsearch y\n"))

    def test_missing_and_extra_lines_do_not_fit(self):
        self.assertIn("does not fit", played("$ true\nmore\n"))
        self.assertIn("does not fit", played("$ echo more\n"))

    def test_dots_stand_for_lines_and_for_text_in_a_line(self):
        self.assertIsNone(played("$ printf 'a\\nb\\nc\\nd\\n'\na\n...\nd\n"))
        self.assertIsNone(played("$ echo page 7 of 9\npage ... of 9\n"))
        self.assertIn("does not fit", played("$ printf 'a\\nb\\n'\n...\nc\n"))

    def test_the_exit_code_is_part_of_the_session(self):
        self.assertIsNone(played("$ (exit 12)\n[exit 12]\n"))
        self.assertIn("ended with 12, expected 0", played("$ (exit 12)\n"))

    def test_a_value_is_kept_and_used(self):
        self.assertIsNone(played(f"$ echo made {ID}\nmade <ID>\n$ echo <ID>\n{ID}\n$ echo {ID}\n<ID>\n"))
        self.assertIn("does not fit", played(f"$ echo {ID}\n<ID>\n$ echo 01jd5kq0000000000000000001\n<ID>\n"))

    def test_variables_and_folder_last(self):
        self.assertIsNone(played("$ export A='b c'; mkdir d; cd d\n$ echo $A; basename \"$PWD\"\nb c\nd\n"))

    def test_a_session_sees_the_examples_and_no_vault(self):
        self.assertIsNone(played("$ cat $EXAMPLES/note.txt; echo \"[$GUVOH_VAULT]\"\na note\n[]\n"))

    def test_a_command_may_continue(self):
        self.assertIsNone(played("$ cat <<END\n> one\n> END\none\n"))

    def test_output_that_looks_like_a_comment_is_escaped(self):
        self.assertIsNone(played("$ echo '# a heading'\n\\# a heading\n"))
        self.assertIn("does not fit", played("$ echo '# a heading'\n# a heading\n"))

    def test_text_before_any_command_is_an_error(self):
        with self.assertRaises(ValueError):
            run.read_session("stray\n")


if __name__ == "__main__":
    unittest.main()
