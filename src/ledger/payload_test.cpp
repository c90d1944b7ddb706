// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/payload.h"

#include <gtest/gtest.h>

namespace guvoh::ledger {
namespace {

TEST(Payload, IsWrittenInCanonicalFormWhateverTheOrderOfCalls) {
    PayloadWriter writer;
    writer.put("title", "Ответ \"прокуратуры\"").put("pages", std::int64_t{12}).put_null("note").put_canonical("list", "[1,\"a\"]");
    base::Json nested;
    nested["b"] = 2;
    nested["a"] = true;
    writer.put_json("box", nested);
    const std::string json = writer.finish().value();
    EXPECT_EQ(json, "{\"box\":{\"a\":true,\"b\":2},\"list\":[1,\"a\"],\"note\":null,\"pages\":12,"
                    "\"title\":\"Ответ \\\"прокуратуры\\\"\"}");
    EXPECT_EQ(base::Json::parse(json).value().canonical().value(), json);
    EXPECT_TRUE(check_payload(json).has_value());
}

TEST(Payload, SplitsIntoItsFields) {
    const std::string json = "{\"a\":\"x\",\"b\":[1,{\"c\":null}],\"d\":-5}";
    const auto fields = split_fields(json).value();
    ASSERT_EQ(fields.size(), 3U);
    EXPECT_EQ(fields[0].value, "\"x\"");
    EXPECT_EQ(fields[1].name, "b");
    EXPECT_EQ(fields[1].value, "[1,{\"c\":null}]");
    EXPECT_EQ(fields[2].value, "-5");
    EXPECT_TRUE(split_fields("{}").value().empty());
}

TEST(Payload, RefusesWhatIsNotCanonical) {
    for (const char* json : {"", "[]", "{", "{\"a\":1", "{\"a\":1}x", "{ \"a\":1}", "{\"a\": 1}", "{\"b\":1,\"a\":1}", "{\"a\":1,\"a\":1}",
                             "{\"a\":1.5}", "{\"a\":01}", "{\"a\":-0}", "{\"a\":1e3}", "{\"a\":9007199254740992}", "{\"a\":\"\\u0041\"}",
                             "{\"a\":\"\\/\"}", "{\"a\":\"\\u000a\"}", "{\"a\":\"\xFF\"}", "{\"a\":\"\n\"}", "{\"a\":tru}", "{\"\":1}", "{\"a b\":1}",
                             "{\"a\":{\"c\":1,\"b\":2}}", "{\"a\":[1,]}", "{\"a\":1,}", "{\"a\":\"\\u001F\"}"}) {
        EXPECT_FALSE(check_payload(json).has_value()) << json;
    }
    std::string deep = "{\"a\":";
    deep.append(70, '[').append(70, ']').append("}");
    EXPECT_FALSE(check_payload(deep).has_value());
}

TEST(Payload, RefusesBadNamesAndValuesWhenWriting) {
    EXPECT_FALSE(PayloadWriter().put("a", "1").put("a", "2").finish().has_value());
    EXPECT_FALSE(PayloadWriter().put("", "1").finish().has_value());
    EXPECT_FALSE(PayloadWriter().put("имя", "1").finish().has_value());
    EXPECT_FALSE(PayloadWriter().put("a", "\xC3").finish().has_value());
    EXPECT_FALSE(PayloadWriter().put("a", std::int64_t{1} << 53).finish().has_value());
    EXPECT_FALSE(PayloadWriter().put_json("a", base::Json(1.5)).finish().has_value());
}

TEST(Payload, HasAnotherHashUnderAnotherKey) {
    Payload payload{{}, "{\"a\":1}"};
    const base::Hash first = payload_hash(payload);
    payload.key[0] = 1;
    EXPECT_NE(payload_hash(payload), first);
}

TEST(Payload, ComesBackFromItsPack) {
    PayloadSlots slots{Payload{{1, 2, 3}, "{\"a\":1}"}, std::nullopt, Payload{{4}, "{}"}};
    const base::Bytes packed = pack_payloads(slots);
    EXPECT_EQ(unpack_payloads(packed).value(), slots);
    for (std::size_t i = 0; i < packed.size(); ++i) {
        EXPECT_EQ(unpack_payloads(base::ByteSpan(packed).first(i)).error().kind, base::ErrorKind::Corrupt);
    }
    EXPECT_EQ(unpack_payloads(pack_payloads({})).value(), PayloadSlots{});
}

}  // namespace
}  // namespace guvoh::ledger
