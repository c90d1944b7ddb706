// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sheets/xml_elements.h"

namespace guvoh::sheets {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::size_t kDropBytes = 64U << 10;

}  // namespace

/// Reads on; false at the end.
base::Expected<bool> XmlElements::fill() {
    if (ended_) return false;
    if (buffer_.size() - at_ > most_bytes_) return fail(ErrorKind::Cancelled, "an element is too long");
    std::string more;
    GUVOH_TRY_VOID(more_(more));
    ended_ = more.empty();
    buffer_ += more;
    return !ended_;
}

/// Where `what` begins from `from` on; npos when it does not come any more.
base::Expected<std::size_t> XmlElements::find(std::string_view what, std::size_t from) {
    for (;;) {
        const std::size_t found = buffer_.find(what, from);
        if (found != std::string::npos) return found;
        if (buffer_.size() > what.size()) from = std::max(from, buffer_.size() - what.size());
        GUVOH_TRY(const bool more, fill());
        if (!more) return std::string::npos;
    }
}

/// The > of the tag that begins at `from`: not one inside a quoted attribute.
base::Expected<std::size_t> XmlElements::end_of_tag(std::size_t from) {
    char quote = 0;
    for (std::size_t i = from;; ++i) {
        if (i >= buffer_.size()) {
            GUVOH_TRY(const bool more, fill());
            if (!more) return fail(ErrorKind::Invalid, "damaged XML: a tag is not closed");
        }
        const char c = buffer_[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return i;
        }
    }
}

/// Moves `at_` to the next < and says whether there is one; what has been read is dropped now and then.
base::Expected<bool> XmlElements::skip_text() {
    for (;;) {
        const std::size_t found = buffer_.find('<', at_);
        at_ = found == std::string::npos ? buffer_.size() : found;
        if (at_ > kDropBytes || at_ == buffer_.size()) {
            buffer_.erase(0, at_);
            at_ = 0;
        }
        if (found != std::string::npos) return true;
        GUVOH_TRY(const bool more, fill());
        if (!more) return false;
    }
}

/// The end of the element that begins at `at_` with an opening tag that ends before `from`.
base::Expected<std::size_t> XmlElements::end_of_element(const std::string& closing, std::size_t from) {
    for (;;) {
        GUVOH_TRY(const std::size_t close, find(closing, from));
        if (close == std::string::npos) return fail(ErrorKind::Invalid, "damaged XML: an element is not closed");
        GUVOH_TRY(const std::size_t end, end_of_tag(close));
        const char after = buffer_[close + closing.size()];
        from = end + 1;
        if (after == '>' || after == ' ' || after == '\n' || after == '\r' || after == '\t') return from;
    }
}

base::Expected<std::string_view> XmlElements::next() {
    for (;;) {
        GUVOH_TRY(const bool any, skip_text());
        if (!any) return std::string_view();
        GUVOH_TRY(const std::size_t tag_end, end_of_tag(at_));
        const std::string_view tag = std::string_view(buffer_).substr(at_, tag_end + 1 - at_);
        const std::string full(tag.substr(1, tag.find_first_of(" \t\r\n/>", 1) - 1));
        const std::size_t colon = full.find(':');
        const std::size_t begin = at_;
        if (full.compare(colon == std::string::npos ? 0 : colon + 1, std::string::npos, name_) != 0) {
            at_ = tag_end + 1;
            continue;
        }
        std::size_t end = tag_end + 1;
        if (tag[tag.size() - 2] != '/') {
            GUVOH_TRY(end, end_of_element("</" + full, end));
        }
        at_ = end;
        return std::string_view(buffer_).substr(begin, end - begin);
    }
}

}  // namespace guvoh::sheets
