// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads and writes canonical JSON (RFC 8785; integers only) piece by piece, without a tree: an entry of a thousand changes is
// written and read in one pass. The reader accepts canonical bytes only, so what it accepts can be written in one way.
//
// Threads: plain values. Used inside the ledger only.
// Implements: RFC 8785
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/id.h"

namespace guvoh::ledger {

void put_json_text(std::string& out, std::string_view text);  ///< UTF-8, quoted and escaped
void put_json_integer(std::string& out, std::int64_t value);
void put_json_hex(std::string& out, base::ByteSpan bytes);  ///< quoted
void put_json_id(std::string& out, const base::Id& id);     ///< quoted

/// Orders names as RFC 8785 does: by UTF-16 code units.
bool canonical_less(std::string_view a, std::string_view b);

/// A cursor over canonical JSON. After the first thing that does not fit, ok() is false for good and nothing moves.
class CanonicalReader {
public:
    explicit CanonicalReader(std::string_view text) : text_(text) {}

    bool ok() const { return ok_; }
    bool at_end() const { return at_ == text_.size(); }
    std::size_t position() const { return at_; }
    /// Takes exactly these characters.
    void expect(std::string_view literal);
    /// Takes them if they come next.
    bool accept(std::string_view literal);
    /// True when they come next; takes nothing.
    bool sees(std::string_view literal) const { return ok_ && text_.substr(at_).starts_with(literal); }
    /// A quoted text, unescaped.
    std::string text();
    /// A quoted text that holds no escape; a view into the input.
    std::string_view plain_text();
    /// An integer from `least` to `most`.
    std::int64_t integer(std::int64_t least, std::int64_t most);
    base::Id id();
    /// Quoted lower-case hexadecimal of exactly out.size() bytes.
    void hex(std::span<base::Byte> out);
    /// Any value; gives its bytes.
    std::string_view value();

private:
    void fail() { ok_ = false; }
    void skip_value(std::size_t depth);
    void skip_list(std::size_t depth);
    void skip_object(std::size_t depth);
    std::string_view quoted(bool& escaped);

    std::string_view text_;  // borrowed
    std::size_t at_ = 0;
    bool ok_ = true;
};

}  // namespace guvoh::ledger
