// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/dictionary.h"

#include <functional>
#include <limits>

#include "base/error.h"
#include "lists/bits.h"

namespace guvoh::lists {

void TextPool::add(std::string_view text) {
    GUVOH_CHECK(bytes_.size() + text.size() <= std::numeric_limits<std::uint32_t>::max());
    if (bytes_.size() + text.size() > bytes_.capacity()) bytes_.reserve(bytes_.size() + bytes_.size() / 8 + text.size() + 64);
    bytes_.insert(bytes_.end(), text.begin(), text.end());
    push_frugally(ends_, static_cast<std::uint32_t>(bytes_.size()));
}

void TextPool::shrink() {
    bytes_.shrink_to_fit();
    ends_.shrink_to_fit();
}

std::size_t Dictionary::place_of(std::string_view text) const {
    const std::size_t mask = table_.size() - 1;
    std::size_t at = std::hash<std::string_view>{}(text) & mask;
    while (table_[at] != 0 && texts_[table_[at] - 1] != text) at = (at + 1) & mask;
    return at;
}

std::uint32_t Dictionary::number_of(std::string_view text) {
    if ((texts_.size() + 1) * 3 >= table_.size() * 2) grow();
    const std::size_t at = place_of(text);
    if (table_[at] == 0) {
        texts_.add(text);
        table_[at] = static_cast<std::uint32_t>(texts_.size());
    }
    return table_[at] - 1;
}

std::optional<std::uint32_t> Dictionary::find(std::string_view text) const {
    if (table_.empty()) return std::nullopt;
    const std::uint32_t found = table_[place_of(text)];
    return found == 0 ? std::nullopt : std::optional(found - 1);
}

void Dictionary::grow() {
    table_.assign(table_.empty() ? 16 : table_.size() * 2, 0);
    for (std::size_t number = 0; number < texts_.size(); ++number) table_[place_of(texts_[number])] = static_cast<std::uint32_t>(number + 1);
}

}  // namespace guvoh::lists
