// SPDX-License-Identifier: AGPL-3.0-or-later
#include <bit>
#include <cmath>

#include "base/text.h"
#include "themes/codes.h"
#include "themes/model.h"

namespace guvoh::themes {

using base::ByteReader;
using base::Bytes;
using base::ByteSpan;
using base::ErrorKind;
using base::Expected;
using base::fail;

namespace {

constexpr std::uint32_t kMagic = 0x4D54'5647;  // "GVTM"; frozen
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kMostLines = 1'000;
constexpr std::size_t kMostNameBytes = 400;  // two words of 128 bytes, or two codes, and a prefix
constexpr std::size_t kMostCodeBytes = 100;
constexpr double kMostWeight = 1e6;   // of a weight, a bias and a rarity: no fit comes near, and no sum overflows
constexpr std::size_t kHeaderBytes = 8;
constexpr std::size_t kSumBytes = 8;

void put_float(Bytes& out, float value) { base::put_u32(out, std::bit_cast<std::uint32_t>(value)); }
void put_double(Bytes& out, double value) { base::put_u64(out, std::bit_cast<std::uint64_t>(value)); }
float read_float(ByteReader& reader) { return std::bit_cast<float>(reader.u32()); }
double read_double(ByteReader& reader) { return std::bit_cast<double>(reader.u64()); }

/// FNV-1a over 64 bits: tells a damaged model from a whole one, not a forged one.
std::uint64_t sum_of(ByteSpan bytes) {
    std::uint64_t sum = 0xCBF2'9CE4'8422'2325;
    for (const base::Byte byte : bytes) sum = (sum ^ byte) * 0x0000'0100'0000'01B3;
    return sum;
}

bool is_weight(double value) { return std::abs(value) <= kMostWeight; }  // false for what is not a number

tl::unexpected<base::Error> bad(std::string_view what) { return fail(ErrorKind::Invalid, "model of themes: " + std::string(what)); }

Expected<ModelLine> read_line(ByteReader& reader) {
    const std::uint8_t kind = reader.u8();
    ModelLine line{kind == 0 ? Kind::Theme : Kind::Action, std::string(reader.sized_text()), read_double(reader)};
    if (!reader.ok() || kind > 1) return bad("a line is cut short or of no kind");
    if (line.code.empty() || line.code.size() > kMostCodeBytes || !base::is_utf8(line.code) || !is_weight(line.bias)) return bad("a line's code or bias");
    if (line.kind == Kind::Action && !is_code(Kind::Action, line.code)) return bad("a category beyond 1 to 5");
    return line;
}

/// Header, version and sum. Gives what lies between.
Expected<ByteSpan> unwrap(ByteSpan bytes) {
    ByteReader header(bytes);
    if (header.u32() != kMagic || !header.ok()) return bad("not one");
    const std::uint32_t version = header.u32();
    if (!header.ok() || version == 0) return bad("no version");
    if (version > kVersion) return fail(ErrorKind::Unsupported, "model of themes: of a later version");
    if (bytes.size() < kHeaderBytes + kSumBytes) return bad("cut short");
    const ByteSpan whole = bytes.first(bytes.size() - kSumBytes);
    if (ByteReader(bytes.last(kSumBytes)).u64() != sum_of(whole)) return bad("its sum differs");
    return whole.subspan(kHeaderBytes);
}

}  // namespace

Bytes Model::bytes() const {
    Bytes out;
    base::put_u32(out, kMagic);
    base::put_u32(out, kVersion);
    base::put_varint(out, text_count_);
    put_double(out, threshold_);
    base::put_varint(out, lines_.size());
    for (const ModelLine& line : lines_) {
        out.push_back(line.kind == Kind::Theme ? 0 : 1);
        base::put_sized(out, base::as_bytes(line.code));
        put_double(out, line.bias);
    }
    base::put_varint(out, features_.size());
    for (const auto& [name, feature] : features_) {
        base::put_sized(out, base::as_bytes(name));
        put_float(out, feature.rarity);
        base::put_varint(out, feature.weights.size());
        for (const Weight& weight : feature.weights) {
            base::put_varint(out, weight.line);
            put_float(out, weight.value);
        }
    }
    base::put_u64(out, sum_of(out));
    return out;
}

Expected<Model> Model::parse(ByteSpan bytes) {
    GUVOH_TRY(const ByteSpan body, unwrap(bytes));
    ByteReader reader(body);
    Model model;
    model.text_count_ = reader.varint();
    model.threshold_ = read_double(reader);
    if (!(model.threshold_ >= 0 && model.threshold_ <= 1)) return bad("its threshold");
    const std::uint64_t lines = reader.varint();
    if (!reader.ok() || lines == 0 || lines > kMostLines) return bad("number of lines");
    for (std::uint64_t at = 0; at < lines; ++at) {
        GUVOH_TRY(ModelLine line, read_line(reader));
        model.lines_.push_back(std::move(line));
    }
    const std::uint64_t features = reader.varint();
    std::string_view before;
    for (std::uint64_t at = 0; at < features && reader.ok(); ++at) {
        const std::string_view name = reader.sized_text();
        if (!reader.ok() || name.empty() || name.size() > kMostNameBytes || (at > 0 && name <= before)) return bad("a feature's name");
        before = name;
        Feature feature{read_float(reader), {}};
        if (!is_weight(feature.rarity) || feature.rarity < 0) return bad("a feature's rarity");
        const std::uint64_t weights = reader.varint();
        if (!reader.ok() || weights > lines) return bad("number of weights");
        for (std::uint64_t one = 0; one < weights; ++one) {
            const std::uint64_t line = reader.varint();
            const float value = read_float(reader);
            if (!reader.ok() || line >= lines || !is_weight(value)) return bad("a weight");
            feature.weights.push_back({static_cast<std::uint32_t>(line), value});
        }
        model.features_.emplace_hint(model.features_.end(), std::string(name), std::move(feature));
    }
    if (!reader.ok() || !reader.at_end()) return bad("too short or too long");
    return model;
}

}  // namespace guvoh::themes
