// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/sealing.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "crypto/crypto.h"

namespace guvoh::access {
namespace {

using base::ErrorKind;
using base::Json;

base::Id id_of(base::Byte last) {
    base::Id id;
    id.bytes[15] = last;
    return id;
}

crypto::Key key_of(base::Byte byte) {
    base::Hash bytes{};
    bytes.fill(byte);
    return crypto::Key::from(bytes);
}

Keyring keyring(std::string_view compartment, std::uint32_t generation, base::Byte byte) {
    Keyring keys;
    keys.add(compartment, generation, key_of(byte));
    return keys;
}

const std::vector<std::string> kTerms{"askarov", "temir"};

TEST(Sealing, OpensInItsPlaceWhatWasSealedThere) {
    EXPECT_TRUE(rc::check([](const std::string& text, std::uint8_t record, std::uint16_t generation) {
        const Keyring keys = keyring("general", generation + 1U, 1);
        const FieldPlace place{id_of(record), "name"};

        const auto sealed = seal_field(keys, "general", place, text, kTerms).value();

        RC_ASSERT(is_sealed(sealed));
        RC_ASSERT(open_field(keys, place, sealed) == text);
    }));
}

TEST(Sealing, ShowsNothingOfTheValueOrItsTerms) {
    const Keyring keys = keyring("general", 1, 1);

    const std::string text = seal_field(keys, "general", {id_of(1), "name"}, "\"Temir Askarov\"", kTerms)->text();

    for (const std::string_view word : {"Temir", "Askarov", "temir", "askarov"}) EXPECT_EQ(text.find(word), std::string::npos);
}

TEST(Sealing, AMovedValueDoesNotOpen) {
    const Keyring keys = keyring("general", 1, 1);
    const Json sealed = seal_field(keys, "general", {id_of(1), "name"}, "\"x\"", {}).value();

    EXPECT_EQ(open_field(keys, {id_of(2), "name"}, sealed).error().kind, ErrorKind::Corrupt);
    EXPECT_EQ(open_field(keys, {id_of(1), "address"}, sealed).error().kind, ErrorKind::Corrupt);
}

TEST(Sealing, WithoutTheKeyItIsDenied) {
    const Json sealed = seal_field(keyring("01hz", 2, 1), "01hz", {id_of(1), "name"}, "\"x\"", {}).value();

    EXPECT_EQ(open_field(Keyring{}, {id_of(1), "name"}, sealed).error().kind, ErrorKind::Denied);
    EXPECT_EQ(open_field(keyring("general", 2, 1), {id_of(1), "name"}, sealed).error().kind, ErrorKind::Denied);
    EXPECT_EQ(open_field(keyring("01hz", 1, 1), {id_of(1), "name"}, sealed).error().kind, ErrorKind::Denied);
    EXPECT_EQ(seal_field(Keyring{}, "01hz", {id_of(1), "name"}, "1", {}).error().kind, ErrorKind::Denied);
}

TEST(Sealing, AnotherKeyOfTheSameGenerationDoesNotOpenIt) {
    const Json sealed = seal_field(keyring("01hz", 1, 1), "01hz", {id_of(1), "name"}, "\"x\"", {}).value();

    EXPECT_EQ(open_field(keyring("01hz", 1, 2), {id_of(1), "name"}, sealed).error().kind, ErrorKind::Corrupt);
}

TEST(Sealing, ALaterGenerationSealsAndAnEarlierOneStillOpens) {
    Keyring keys = keyring("01hz", 1, 1);
    const Json old = seal_field(keys, "01hz", {id_of(1), "name"}, "\"old\"", kTerms).value();
    keys.add("01hz", 2, key_of(2));

    const Json fresh = seal_field(keys, "01hz", {id_of(1), "name"}, "\"new\"", kTerms).value();

    EXPECT_EQ(fresh["sealed"]["g"].integer_or(0), 2);
    EXPECT_EQ(open_field(keys, {id_of(1), "name"}, old), "\"old\"");
    EXPECT_EQ(open_field(keys, {id_of(1), "name"}, fresh), "\"new\"");
}

TEST(Sealing, AQueryFindsTheTermsOfEveryGenerationHeldAndNoOther) {
    Keyring keys = keyring("01hz", 1, 1);
    const auto old = terms_of(*seal_field(keys, "01hz", {id_of(1), "name"}, "1", kTerms));
    keys.add("01hz", 2, key_of(2));
    const auto fresh = terms_of(*seal_field(keys, "01hz", {id_of(2), "name"}, "1", kTerms));
    const std::vector<std::string> one{"temir"};

    const auto query = sealed_terms(keys, one);
    const auto stranger = sealed_terms(keyring("01hz", 1, 9), one);

    const auto meets = [](const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
        return std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
    };
    EXPECT_EQ(query.size(), 2U);
    EXPECT_TRUE(meets(old, query));
    EXPECT_TRUE(meets(fresh, query));
    EXPECT_FALSE(meets(old, stranger));
    EXPECT_FALSE(meets(old, fresh));
}

TEST(Sealing, TermsStandInNoOrderOfTheWordsAndEachOnce) {
    const Keyring keys = keyring("general", 1, 1);
    const std::vector<std::string> one{"a", "b", "a"}, other{"b", "a"};

    const Json first = seal_field(keys, "general", {id_of(1), "n"}, "1", one).value();
    const Json second = seal_field(keys, "general", {id_of(1), "n"}, "1", other).value();

    EXPECT_EQ(first["sealed"]["t"], second["sealed"]["t"]);
    EXPECT_EQ(first["sealed"]["t"].array().size(), 2U);
}

TEST(Sealing, EveryAlteredByteIsNoticed) {
    const Keyring keys = keyring("general", 1, 1);
    const Json sealed = seal_field(keys, "general", {id_of(1), "name"}, "\"x\"", {}).value();
    const base::Bytes bytes = base::from_base64(sealed["sealed"]["v"].string_or("")).value();

    for (std::size_t i = 0; i < bytes.size(); ++i) {
        base::Bytes altered = bytes;
        altered[i] ^= 1;
        Json value = sealed;
        value["sealed"]["v"] = base::to_base64(altered);
        EXPECT_EQ(open_field(keys, {id_of(1), "name"}, value).error().kind, ErrorKind::Corrupt) << i;
    }
}

TEST(Sealing, ValuesOfAnotherShapeAreNotSealed) {
    const Keyring keys = keyring("general", 1, 1);

    for (const char* text : {"null", "1", "\"x\"", "{}", R"({"sealed":true})", R"({"sealed":{"c":"general","g":1,"v":""}})",
                             R"({"sealed":{"c":"general","g":1,"t":[],"v":"AA=="},"more":1})"}) {
        const Json value = Json::parse(text).value();
        EXPECT_FALSE(is_sealed(value)) << text;
        EXPECT_TRUE(terms_of(value).empty());
        EXPECT_EQ(compartment_of(value), "");
        EXPECT_EQ(open_field(keys, {id_of(1), "name"}, value).error().kind, ErrorKind::Corrupt) << text;
    }
    for (const char* text : {R"({"sealed":{"c":"general","g":1,"t":["zz",4],"v":"!"}})", R"({"sealed":{"c":"general","g":1,"t":[],"v":""}})",
                             R"({"sealed":{"c":"general","g":0,"t":[],"v":"AA=="}})", R"({"sealed":{"c":"general","g":-1,"t":[],"v":"AA=="}})"}) {
        const Json value = Json::parse(text).value();
        EXPECT_TRUE(terms_of(value).empty()) << text;
        EXPECT_EQ(open_field(keys, {id_of(1), "name"}, value).error().kind, ErrorKind::Corrupt) << text;
    }
}

// The worked example of docs/formats/access.md. Frozen: access v1.
TEST(Sealing, OpensTheWorkedExample) {
    const Keyring keys = keyring("general", 1, 0x42);
    const FieldPlace place{id_of(7), "name"};
    const Json value = Json::parse(R"({"sealed":{"c":"general","g":1,"t":["4d883aefb0dca2bf","6cdeabd28419b0f5"],"v":"8UXQq+OZaxwT3tl8Ci99gNtCQ8vHHxYA9ClajcIY7bENvj7whdVP+qUTFGrdiFcLlEsZPQiJEg=="}})").value();

    EXPECT_EQ(open_field(keys, place, value), "\"Temir Askarov\"");
    EXPECT_EQ(terms_of(value), sealed_terms(keys, kTerms));
}

}  // namespace
}  // namespace guvoh::access
