// SPDX-License-Identifier: AGPL-3.0-or-later
#include "papers/links.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "papers/paper.h"
#include "papers/testing/texts.h"

namespace guvoh::papers {
namespace {

TEST(Links, LeaveAGoodAddressAsItIs) {
    for (const char* const address : {"https://example.org/a/b?c=d&e=%20f#g", "http://[::1]:8080/", "mailto:office@example.org?subject=x", "https://example.org"}) {
        EXPECT_EQ(link_target(address).value(), address);
    }
}

TEST(Links, EncodeWhatAUriCannotHold) {
    EXPECT_EQ(link_target("HTTPS://пример.рф/a b/ж?q=\"<x>\"#1#2").value(), "https://пример.рф/a%20b/%D0%B6?q=%22%3Cx%3E%22#1%232");
    EXPECT_EQ(link_target("https://example.org/100%/[x]").value(), "https://example.org/100%25/%5Bx%5D");
}

TEST(Links, RefuseWhatIsNoAddressToFollow) {
    for (const char* const address : {"", "example.org", "javascript:alert(1)", "file:///etc/passwd", "https://", "https:///path", "https://user@example.org/",
                                      "https://exa mple.org/", "https://example.org/\n", "mailto:nobody", "https://example.org/\xff"}) {
        EXPECT_FALSE(can_link(address)) << address;
        EXPECT_FALSE(link_target(address)) << address;
    }
    EXPECT_FALSE(can_link("https://example.org/" + std::string(2'100, 'a')));
}

TEST(Links, GiveOnlyCharactersOfAUriAfterTheHost) {
    EXPECT_TRUE(rc::check([] {
        std::string address = "https://example.org/" + testing::any_text();
        std::erase_if(address, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });  // these are refused
        const std::string target = link_target(address).value();
        for (const char c : target) RC_ASSERT(c > ' ' && c < '\x7f' && std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos);
    }));
}

}  // namespace
}  // namespace guvoh::papers
