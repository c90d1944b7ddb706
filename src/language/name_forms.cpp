// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/name_forms.h"

#include <algorithm>

#include "language/utf8.h"
#include "language/words.h"

namespace guvoh::language {
namespace {

constexpr std::uint8_t kFirstCyrillic = 0x80;
constexpr std::uint8_t kFirstOther = 0xE0;

/// One byte for a folded letter: a-z for Latin whatever its accent, 0x80-0xDF for Cyrillic, 0xE0-0xFF for the rest. Two rare
/// letters may share a byte: that costs a little precision and nothing else.
void append_spelling(char32_t letter, std::string& out) {
    if (letter < 0x80) {
        if (letter != U'\'') {
            out += static_cast<char>(letter);
        }
        return;
    }
    if (letter < 0x400) {
        out += romanise_letters(std::u32string_view(&letter, 1));
    } else if (letter < 0x530) {
        const std::uint32_t place = letter < 0x460 ? letter - 0x430 : 0x30 + (letter - 0x460) % 0x30;
        out += static_cast<char>(static_cast<std::uint8_t>(kFirstCyrillic + place % 0x60));
    } else {
        out += static_cast<char>(static_cast<std::uint8_t>(kFirstOther + letter % 0x20));
    }
}

/// How alike two sequences of sounds are, 0 to 1; an initial is alike to every word it begins.
double token_similarity(std::string_view left, std::string_view right) {
    if (left == right) {
        return 1;
    }
    if (left.empty() || right.empty()) {
        return 0;
    }
    if (left.size() == 1 || right.size() == 1) {
        return left[0] == right[0] ? 0.85 : 0;
    }
    const auto longer = static_cast<double>(std::max(left.size(), right.size()));
    const auto shorter = static_cast<double>(std::min(left.size(), right.size()));
    if (shorter * 2 < longer) {
        return 0;
    }
    return std::max(0.0, 1.0 - sound_distance(left, right) / longer);
}

}  // namespace

NameForms forms_of(std::string_view name, ReadAs read_as) {
    NameForms forms;
    WordBreaker breaker(name);
    Word word;
    while (breaker.next(word)) {
        const std::u32string letters = decode_all(word.folded);
        if (!forms.spelling.empty()) {
            forms.spelling += ' ';
        }
        for (const char32_t letter : letters) {
            append_spelling(letter, forms.spelling);
        }
        std::string sounds = sounds_of(letters, read_as);
        if (sounds.empty() && letters[0] < 0x80) {
            sounds = word.folded;
        }  // numbers
        if (!sounds.empty() && !forms.sounds.empty()) {
            forms.sounds += ' ';
        }
        forms.sounds += sounds;
        forms.has_x = forms.has_x || word.folded.find('x') != std::string_view::npos;
        forms.has_j = forms.has_j || word.folded.find('j') != std::string_view::npos;
    }
    return forms;
}

int spelling_script(std::string_view spelling) {
    for (const char c : spelling) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (byte >= kFirstOther) {
            return 2;
        }
        if (byte >= kFirstCyrillic) {
            return 1;
        }
        if (byte >= 'a') {
            return 0;
        }
    }
    return 0;
}

std::vector<std::string_view> tokens_of(std::string_view form) {
    std::vector<std::string_view> out;
    while (!form.empty()) {
        const std::size_t space = form.find(' ');
        if (space != 0) {
            out.push_back(form.substr(0, space));
        }
        if (space == std::string_view::npos) {
            break;
        }
        form.remove_prefix(space + 1);
    }
    return out;
}

double sounds_similarity(std::string_view left, std::string_view right) {
    std::vector<std::string_view> fewer = tokens_of(left);
    std::vector<std::string_view> more = tokens_of(right);
    if (fewer.size() > more.size() || (fewer.size() == more.size() && right < left)) {
        std::swap(fewer, more);
    }
    if (fewer.empty() || fewer.size() > 8 || more.size() > 16) {
        return left == right && !left.empty() ? 1 : 0;
    }
    // Long words choose first, so that an initial does not take the word another one is.
    std::sort(fewer.begin(), fewer.end(),
              [](std::string_view one, std::string_view two) { return one.size() > two.size(); });
    double alike = 0;
    double weight = 0;
    std::vector<bool> taken(more.size(), false);
    for (const std::string_view token : fewer) {  // greedy: names have few words
        double best = 0;
        std::size_t best_at = more.size();
        for (std::size_t at = 0; at < more.size(); ++at) {
            const double similarity = taken[at] ? 0 : token_similarity(token, more[at]);
            if (similarity > best) {
                best = similarity;
                best_at = at;
            }
        }
        if (best_at < more.size()) {
            taken[best_at] = true;
        }
        const auto size = static_cast<double>(token.size()) + 1;
        alike += size * best;
        weight += size;
    }
    for (std::size_t at = 0; at < more.size(); ++at) {
        if (!taken[at] && more.size() > fewer.size()) {
            weight += 0.15 * static_cast<double>(more[at].size() + 1);
        }
    }
    return alike / weight;
}

}  // namespace guvoh::language
