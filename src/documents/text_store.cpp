// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/text_store.h"

#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "documents/layout_codec.h"

namespace guvoh::documents {

using base::Bytes;
using base::ByteSpan;
using base::ErrorKind;

namespace {

constexpr std::uint64_t kChunkBytes = 16U << 10U;   // frozen: written in vaults
constexpr std::int64_t kPerDocument = 1LL << 20;    // chunks and pages of one document
constexpr int kTextLevel = 3, kLayoutLevel = 1;
constexpr std::uint64_t kMaxUnpacked = 1ULL << 28U;

constexpr char kMigration1[] = R"(
CREATE TABLE document_text(document INTEGER PRIMARY KEY, pages BLOB NOT NULL, paragraphs BLOB NOT NULL);
CREATE TABLE text_chunk(id INTEGER PRIMARY KEY, text BLOB NOT NULL);
CREATE TABLE page_layout(id INTEGER PRIMARY KEY, words BLOB NOT NULL);
)";

auto corrupt(const char* what) { return base::fail(ErrorKind::Corrupt, std::string("text store: ") + what); }

struct FreeCompressor {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};
struct FreeDecompressor {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

/// The pages' texts one after another, cut into chunks without ever being joined whole.
class ChunkSource {
public:
    explicit ChunkSource(const std::vector<Page>& pages) : pages_(pages) {}
    /// Fills `chunk` with the next bytes; empty at the end.
    void next(std::string& chunk) {
        chunk.clear();
        while (chunk.size() < kChunkBytes && page_ < pages_.size()) {
            const std::string& text = pages_[page_].text;
            const std::size_t take = std::min<std::size_t>(kChunkBytes - chunk.size(), text.size() - at_);
            chunk.append(text, at_, take);
            at_ += take;
            if (at_ == text.size()) {
                ++page_;
                at_ = 0;
            }
        }
    }

private:
    const std::vector<Page>& pages_;
    std::size_t page_ = 0, at_ = 0;
};

}  // namespace

struct TextStore::Parts {
    std::unique_ptr<ZSTD_CCtx, FreeCompressor> compressor{ZSTD_createCCtx()};
    std::unique_ptr<ZSTD_DCtx, FreeDecompressor> decompressor{ZSTD_createDCtx()};
    Bytes packed, unpacked;

    ByteSpan pack(ByteSpan plain, int level) {
        packed.resize(ZSTD_compressBound(plain.size()));
        const std::size_t size = ZSTD_compressCCtx(compressor.get(), packed.data(), packed.size(), plain.data(), plain.size(), level);
        GUVOH_CHECK(ZSTD_isError(size) == 0U);
        return ByteSpan(packed).first(size);
    }
    base::Expected<ByteSpan> unpack(ByteSpan from) {
        const unsigned long long size = ZSTD_getFrameContentSize(from.data(), from.size());
        if (size > kMaxUnpacked) return corrupt("compressed block");
        unpacked.resize(static_cast<std::size_t>(size));
        const std::size_t got = ZSTD_decompressDCtx(decompressor.get(), unpacked.data(), unpacked.size(), from.data(), from.size());
        if (ZSTD_isError(got) != 0U || got != size) return corrupt("compressed block");
        return ByteSpan(unpacked);
    }
    base::Status put_chunks(vault::Session& session, std::int64_t document, const std::vector<Page>& pages);
    base::Status put_layout(vault::Session& session, std::int64_t document, const std::vector<Page>& pages);
    base::Expected<std::string> read(vault::Session& session, std::int64_t document, std::uint64_t begin, std::uint64_t end);
};

base::Status TextStore::Parts::put_chunks(vault::Session& session, std::int64_t document, const std::vector<Page>& pages) {
    GUVOH_TRY(auto insert, session.prepare("INSERT INTO text_chunk(id, text) VALUES(?, ?)"));
    ChunkSource source(pages);
    std::string chunk;
    for (std::int64_t i = 0;; ++i) {
        source.next(chunk);
        if (chunk.empty()) return {};
        if (i >= kPerDocument) return base::fail(ErrorKind::Invalid, "more text than a document may have");
        const ByteSpan block = pack(base::as_bytes(chunk), kTextLevel);
        GUVOH_TRY_VOID(insert.bind(1, document * kPerDocument + i).bind(2, block).run());
    }
}

base::Status TextStore::Parts::put_layout(vault::Session& session, std::int64_t document, const std::vector<Page>& pages) {
    GUVOH_TRY(auto insert, session.prepare("INSERT INTO page_layout(id, words) VALUES(?, ?)"));
    for (std::size_t i = 0; i < pages.size() && i < static_cast<std::size_t>(kPerDocument); ++i) {
        if (pages[i].words.empty()) continue;
        const Bytes plain = encode_words(pages[i].words);
        const ByteSpan block = pack(plain, kLayoutLevel);
        GUVOH_TRY_VOID(insert.bind(1, document * kPerDocument + static_cast<std::int64_t>(i)).bind(2, block).run());
    }
    return {};
}

base::Expected<std::string> TextStore::Parts::read(vault::Session& session, std::int64_t document, std::uint64_t begin, std::uint64_t end) {
    std::string text;
    if (begin >= end) return text;
    GUVOH_TRY(auto select, session.prepare("SELECT text FROM text_chunk WHERE id = ?"));
    text.reserve(static_cast<std::size_t>(end - begin));
    for (std::uint64_t chunk = begin / kChunkBytes; chunk * kChunkBytes < end; ++chunk) {
        select.bind(1, document * kPerDocument + static_cast<std::int64_t>(chunk));
        GUVOH_TRY(const bool found, select.step());
        if (!found) return corrupt("a chunk of text is missing");
        GUVOH_TRY(const ByteSpan plain, unpack(select.blob(0)));
        const std::uint64_t start = chunk * kChunkBytes;
        const std::uint64_t from = std::max(begin, start) - start, to = std::min(end - start, kChunkBytes);
        if (to > plain.size()) return corrupt("a chunk of text is short");
        text += base::as_text(plain.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
        select.reset();
    }
    return text;
}

const std::vector<std::string>& text_store_migrations() {
    static const std::vector<std::string> steps = {kMigration1};
    return steps;
}

std::vector<Paragraph> split_paragraphs(const Page& page, std::uint32_t page_index) {
    std::vector<Paragraph> out;
    const std::string& text = page.text;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = text.find("\n\n", at);
        if (end == std::string::npos) end = text.size();
        if (end > at) out.push_back({page_index, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), {}, {}});
        at = end + 2;
        while (at < text.size() && text[at] == '\n') ++at;
    }
    return out;
}

TextStore::TextStore() : parts_(std::make_unique<Parts>()) {}
TextStore::~TextStore() = default;
TextStore::TextStore(TextStore&&) noexcept = default;
TextStore& TextStore::operator=(TextStore&&) noexcept = default;

base::Status TextStore::put(vault::Session& session, std::int64_t document, const Extracted& extracted, std::span<const Paragraph> paragraphs) {
    GUVOH_TRY(auto find, session.prepare("SELECT 1 FROM document_text WHERE document = ?"));
    find.bind(1, document);
    GUVOH_TRY(const bool replaces, find.step());
    find.reset();
    if (replaces) GUVOH_TRY_VOID(erase(session, document));
    const Bytes pages = encode_pages(extracted.pages), coded = encode_paragraphs(paragraphs);
    GUVOH_TRY(auto insert, session.prepare("INSERT INTO document_text(document, pages, paragraphs) VALUES(?, ?, ?)"));
    GUVOH_TRY_VOID(insert.bind(1, document).bind(2, ByteSpan(pages)).bind(3, ByteSpan(coded)).run());
    GUVOH_TRY_VOID(parts_->put_chunks(session, document, extracted.pages));
    return parts_->put_layout(session, document, extracted.pages);
}

base::Status TextStore::erase(vault::Session& session, std::int64_t document) {
    const std::int64_t first = document * kPerDocument, last = first + kPerDocument - 1;
    for (const char* sql : {"DELETE FROM text_chunk WHERE id BETWEEN ? AND ?", "DELETE FROM page_layout WHERE id BETWEEN ? AND ?"}) {
        GUVOH_TRY(auto remove, session.prepare(sql));
        GUVOH_TRY_VOID(remove.bind(1, first).bind(2, last).run());
    }
    GUVOH_TRY(auto remove, session.prepare("DELETE FROM document_text WHERE document = ?"));
    return remove.bind(1, document).run();
}

base::Expected<std::vector<PageInfo>> TextStore::pages(vault::Session& session, std::int64_t document) {
    GUVOH_TRY(auto select, session.prepare("SELECT pages FROM document_text WHERE document = ?"));
    select.bind(1, document);
    GUVOH_TRY(const bool found, select.step());
    if (!found) return base::fail(ErrorKind::NotFound, "no text of this document");
    return decode_pages(select.blob(0));
}

base::Expected<std::string> TextStore::page_text(vault::Session& session, std::int64_t document, std::uint32_t page) {
    return text_range(session, document, page, 0, UINT32_MAX);
}

base::Expected<std::string> TextStore::text_range(vault::Session& session, std::int64_t document, std::uint32_t page, std::uint32_t begin,
                                                  std::uint32_t end) {
    GUVOH_TRY(const auto infos, pages(session, document));
    if (page >= infos.size()) return base::fail(ErrorKind::NotFound, "no such page");
    std::uint64_t start = 0;
    for (std::uint32_t i = 0; i < page; ++i) start += infos[i].length;
    return parts_->read(session, document, start + std::min(begin, infos[page].length), start + std::min(end, infos[page].length));
}

base::Expected<std::vector<Word>> TextStore::words(vault::Session& session, std::int64_t document, std::uint32_t page, std::uint32_t begin,
                                                   std::uint32_t end) {
    GUVOH_TRY(auto select, session.prepare("SELECT words FROM page_layout WHERE id = ?"));
    select.bind(1, document * kPerDocument + static_cast<std::int64_t>(page));
    GUVOH_TRY(const bool found, select.step());
    if (!found) return std::vector<Word>{};
    GUVOH_TRY(const ByteSpan plain, parts_->unpack(select.blob(0)));
    GUVOH_TRY(auto all, decode_words(plain));
    std::erase_if(all, [begin, end](const Word& word) { return word.end <= begin || word.begin >= end; });
    return all;
}

base::Expected<std::vector<Paragraph>> TextStore::paragraphs(vault::Session& session, std::int64_t document) {
    GUVOH_TRY(auto select, session.prepare("SELECT paragraphs FROM document_text WHERE document = ?"));
    select.bind(1, document);
    GUVOH_TRY(const bool found, select.step());
    if (!found) return base::fail(ErrorKind::NotFound, "no text of this document");
    return decode_paragraphs(select.blob(0));
}

}  // namespace guvoh::documents
