// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/index.h"

#include <algorithm>
#include <mutex>

#include <fmt/format.h>

#include "search/evaluate.h"
#include "search/manifest.h"
#include "search/merge.h"
#include "search/plan.h"
#include "search/segment.h"
#include "search/segment_list.h"
#include "search/word_buffer.h"

namespace guvoh::search {

namespace {

using SegmentPtr = std::shared_ptr<const Segment>;

constexpr std::size_t kMergeWidth = 8;      // segments of one size that are joined into one
constexpr std::size_t kMostSegments = 32;   // beyond this, joining does not wait for commit()
constexpr std::uint64_t kSmallBytes = 1U << 20;

/// Segments of one size class are joined; each class is eight times the one below.
unsigned size_class(const Segment& segment) {
    unsigned result = 0;
    for (std::uint64_t size = segment.bytes().size(); size > kSmallBytes; size /= kMergeWidth) { ++result; }
    return result;
}

/// Fresh segments stand behind those in files.
std::size_t first_in_memory(const std::vector<SegmentPtr>& segments) {
    std::size_t begin = segments.size();
    while (begin > 0 && segments[begin - 1]->bytes().in_memory()) { --begin; }
    return begin;
}

class SegmentedIndex final : public Index {
public:
    SegmentedIndex(vault::SealedPages& pages, vault::Database& database, const IndexOptions& options)
        : pages_(pages), manifest_(database), options_(options), cache_(options.cache_bytes) {}
    base::Status load();

    std::uint32_t last_indexed() const override {
        const std::lock_guard lock(writing_);
        return saved_last_;
    }
    base::Status add_document(std::uint32_t document_number, std::span<const UnitText> units) override;
    base::Status flush() override;
    base::Status commit() override;
    base::Status erase_documents(std::span<const std::uint32_t> document_numbers) override;
    base::Status clear() override;
    base::Status optimize() override;
    base::Expected<SearchResult> search(const Query& query, const SearchFilter& filter, std::uint32_t limit,
                                        std::uint32_t offset) const override;
    IndexStatistics statistics() const override;
    base::Status check() const override;

private:
    std::shared_ptr<const SegmentList> snapshot() const {
        const std::lock_guard lock(publishing_);
        return published_;
    }
    void publish(std::vector<SegmentPtr> segments);
    base::Expected<SegmentPtr> open_file(const std::string& name, PageCache* cache) const;
    base::Expected<SegmentPtr> in_memory(base::Bytes bytes) const;
    base::Status freeze();
    base::Status drop(std::span<const std::uint32_t> document_numbers);
    base::Status spill();
    base::Status save(std::vector<SegmentPtr> segments);
    base::Status merge_range(std::size_t begin, std::size_t end, bool to_file, std::vector<SegmentPtr>& segments,
                             std::span<const std::uint32_t> dropped = {});
    base::Status merge_in_memory();
    base::Expected<bool> merge_newest(std::size_t begin, bool to_file, std::vector<SegmentPtr>& all);
    base::Status merge_files();
    std::vector<SegmentPtr> segments() const { return snapshot()->segments; }

    vault::SealedPages& pages_;
    Manifest manifest_;
    IndexOptions options_;
    mutable PageCache cache_;
    mutable std::mutex writing_;  // everything below but published_
    WordBuffer buffer_;
    std::uint32_t last_added_ = 0, saved_last_ = 0;
    std::uint64_t next_file_ = 1;
    mutable std::mutex publishing_;
    std::shared_ptr<const SegmentList> published_ = std::make_shared<SegmentList>();
};

void SegmentedIndex::publish(std::vector<SegmentPtr> segments) {
    auto list = std::make_shared<SegmentList>();
    list->segments = std::move(segments);
    const std::lock_guard lock(publishing_);
    published_ = std::move(list);
}

base::Expected<SegmentPtr> SegmentedIndex::open_file(const std::string& name, PageCache* cache) const {
    GUVOH_TRY(auto file, pages_.open(name));
    GUVOH_TRY(auto bytes, SegmentBytes::from_file(std::move(file), cache));
    return Segment::open(std::move(bytes), name);
}

base::Expected<SegmentPtr> SegmentedIndex::in_memory(base::Bytes bytes) const {
    return Segment::open(SegmentBytes::from_memory(std::move(bytes)), {});
}

/// Opens what the manifest names and removes all else.
base::Status SegmentedIndex::load() {
    GUVOH_TRY(const Manifest::State state, manifest_.load());
    GUVOH_TRY(const std::vector<std::string> files, pages_.list());
    bool whole = state.analysis == kAnalysisVersion;
    for (const std::string& name : state.files) { whole = whole && std::find(files.begin(), files.end(), name) != files.end(); }
    next_file_ = state.next_file;
    if (!whole || options_.start_empty) { return clear(); }
    std::vector<SegmentPtr> segments;
    for (const std::string& name : state.files) {
        auto segment = open_file(name, &cache_);
        if (!segment && segment.error().kind == base::ErrorKind::Corrupt) {
            return base::fail(base::ErrorKind::Corrupt, segment.error().text() + "; " + std::string(kRebuildAdvice));
        }
        if (!segment) { return base::fail(std::move(segment).error()); }
        segments.push_back(*std::move(segment));
    }
    for (const std::string& name : files) {
        const bool wanted = std::find(state.files.begin(), state.files.end(), name) != state.files.end();
        if (!wanted && Manifest::is_ours(name)) { GUVOH_TRY_VOID(pages_.erase(name)); }
    }
    last_added_ = saved_last_ = state.last_document;
    publish(std::move(segments));
    return {};
}

base::Status SegmentedIndex::add_document(std::uint32_t document_number, std::span<const UnitText> units) {
    const std::lock_guard lock(writing_);
    if (document_number <= last_added_) {
        GUVOH_TRY_VOID(freeze());
        const std::uint32_t numbers[] = {document_number};
        GUVOH_TRY_VOID(drop(numbers));
    }
    buffer_.begin_document(document_number);
    for (const UnitText& unit : units) { buffer_.add_unit(unit); }
    last_added_ = std::max(last_added_, document_number);
    if (buffer_.memory_bytes() < options_.buffer_bytes) { return {}; }
    GUVOH_TRY_VOID(freeze());
    return spill();
}

/// Makes a segment in memory of what is in the buffer.
base::Status SegmentedIndex::freeze() {
    if (buffer_.empty()) { return {}; }
    GUVOH_TRY(base::Bytes bytes, buffer_.write());
    GUVOH_TRY(SegmentPtr segment, in_memory(std::move(bytes)));
    std::vector<SegmentPtr> all = segments();
    all.push_back(std::move(segment));
    publish(std::move(all));
    return {};
}

base::Status SegmentedIndex::flush() {
    const std::lock_guard lock(writing_);
    GUVOH_TRY_VOID(freeze());
    GUVOH_TRY_VOID(merge_in_memory());
    std::uint64_t held = 0;
    for (const SegmentPtr& segment : segments()) { held += segment->bytes().in_memory() ? segment->bytes().size() : 0; }
    if (held * 2 < options_.buffer_bytes) { return {}; }
    GUVOH_TRY_VOID(spill());
    return segments().size() > kMostSegments ? merge_files() : base::Status{};
}

base::Status SegmentedIndex::commit() {
    const std::lock_guard lock(writing_);
    GUVOH_TRY_VOID(freeze());
    GUVOH_TRY_VOID(spill());
    return merge_files();
}

/// Joins neighbours begin..end of `segments` into one, and leaves out documents.
base::Status SegmentedIndex::merge_range(std::size_t begin, std::size_t end, bool to_file, std::vector<SegmentPtr>& segments,
                                         std::span<const std::uint32_t> dropped) {
    std::vector<SegmentPtr> inputs;
    for (std::size_t i = begin; i < end; ++i) {
        SegmentPtr input = segments[i];
        // A reader of its own, so that a merge does not push out what searches use.
        if (!input->bytes().in_memory()) {
            GUVOH_TRY(input, open_file(input->name(), nullptr));
        }
        inputs.push_back(std::move(input));
    }
    SegmentPtr made;
    if (to_file) {
        const std::string name = Manifest::file_name(next_file_++);
        GUVOH_TRY(auto file, pages_.create(name));
        GUVOH_TRY_VOID(merge_segments(inputs, dropped, {&pages_, std::move(file)}));
        GUVOH_TRY(made, open_file(name, &cache_));
    } else {
        GUVOH_TRY(base::Bytes bytes, merge_segments(inputs, dropped, {}));
        GUVOH_TRY(made, in_memory(std::move(bytes)));
    }
    segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(begin), segments.begin() + static_cast<std::ptrdiff_t>(end));
    if (made->units().run_count() > 0) {
        segments.insert(segments.begin() + static_cast<std::ptrdiff_t>(begin), std::move(made));
    } else if (to_file) {
        GUVOH_TRY_VOID(pages_.erase(made->name()));
    }
    return {};
}

/// Joins the newest segments from `begin` on, like counting in base eight: as soon as eight of one size class stand at the
/// end, they become one of the next class. Gives whether anything changed.
base::Expected<bool> SegmentedIndex::merge_newest(std::size_t begin, bool to_file, std::vector<SegmentPtr>& all) {
    bool changed = false;
    for (unsigned level = 0;; ++level) {
        std::size_t from = all.size();
        while (from > begin && size_class(*all[from - 1]) <= level) { --from; }
        if (all.size() - from >= kMergeWidth) {
            GUVOH_TRY_VOID(merge_range(from, all.size(), to_file, all));
            changed = true;
        } else if (from == begin) {
            return changed;
        }
    }
}

/// Many small fresh segments become one: searching each costs a little.
base::Status SegmentedIndex::merge_in_memory() {
    std::vector<SegmentPtr> all = segments();
    GUVOH_TRY(const bool changed, merge_newest(first_in_memory(all), false, all));
    if (changed) { publish(std::move(all)); }
    return {};
}

/// Writes the segments in memory to one file and saves the manifest.
base::Status SegmentedIndex::spill() {
    std::vector<SegmentPtr> all = segments();
    const std::size_t begin = first_in_memory(all);
    if (begin == all.size() && saved_last_ == last_added_) { return {}; }
    if (begin < all.size()) { GUVOH_TRY_VOID(merge_range(begin, all.size(), true, all)); }
    return save(std::move(all));
}

base::Status SegmentedIndex::merge_files() {
    std::vector<SegmentPtr> all = segments();
    GUVOH_TRY(const bool changed, merge_newest(0, true, all));
    return changed ? save(std::move(all)) : base::Status{};
}

/// Makes a list of segments (all in files) the one that is found after a crash, shows it, and removes files no longer named.
base::Status SegmentedIndex::save(std::vector<SegmentPtr> segments) {
    Manifest::State state;
    for (const SegmentPtr& segment : segments) { state.files.push_back(segment->name()); }
    state.last_document = last_added_;
    state.next_file = next_file_;
    GUVOH_TRY_VOID(manifest_.save(state));
    saved_last_ = last_added_;
    const std::vector<SegmentPtr> before = this->segments();
    publish(std::move(segments));
    for (const SegmentPtr& segment : before) {
        const bool gone = std::find(state.files.begin(), state.files.end(), segment->name()) == state.files.end();
        // A search may still read it: its open file outlives its name.
        if (gone && !segment->bytes().in_memory()) { GUVOH_TRY_VOID(pages_.erase(segment->name())); }
    }
    return {};
}

/// Rewrites every segment that holds one of the documents; nothing may be in the buffer.
base::Status SegmentedIndex::drop(std::span<const std::uint32_t> document_numbers) {
    std::vector<std::uint32_t> sorted(document_numbers.begin(), document_numbers.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<SegmentPtr> all = segments();
    bool file_changed = false;
    bool changed = false;
    for (std::size_t i = all.size(); i-- > 0;) {
        bool holds = false;
        for (const std::uint32_t number : sorted) {
            GUVOH_TRY(const bool here, all[i]->has_document(number));
            holds = holds || here;
        }
        if (!holds) { continue; }
        const bool to_file = !all[i]->bytes().in_memory();
        GUVOH_TRY_VOID(merge_range(i, i + 1, to_file, all, sorted));
        changed = true;
        file_changed = file_changed || to_file;
    }
    if (!changed) { return {}; }
    if (!file_changed) {
        publish(std::move(all));
        return {};
    }
    // What is in memory goes to a file too, so that the manifest can name the whole.
    const std::size_t begin = first_in_memory(all);
    if (begin < all.size()) { GUVOH_TRY_VOID(merge_range(begin, all.size(), true, all)); }
    return save(std::move(all));
}

base::Status SegmentedIndex::erase_documents(std::span<const std::uint32_t> document_numbers) {
    const std::lock_guard lock(writing_);
    GUVOH_TRY_VOID(freeze());
    return drop(document_numbers);
}

base::Status SegmentedIndex::clear() {
    const std::lock_guard lock(writing_);
    buffer_.clear();
    last_added_ = 0;
    GUVOH_TRY_VOID(save({}));
    GUVOH_TRY(const std::vector<std::string> files, pages_.list());
    for (const std::string& name : files) {
        if (Manifest::is_ours(name)) { GUVOH_TRY_VOID(pages_.erase(name)); }
    }
    return {};
}

base::Status SegmentedIndex::optimize() {
    const std::lock_guard lock(writing_);
    GUVOH_TRY_VOID(freeze());
    std::vector<SegmentPtr> all = segments();
    if (all.size() < 2 && (all.empty() || !all[0]->bytes().in_memory())) { return spill(); }
    GUVOH_TRY_VOID(merge_range(0, all.size(), true, all));
    return save(std::move(all));
}

base::Expected<SearchResult> SegmentedIndex::search(const Query& query, const SearchFilter& filter, std::uint32_t limit,
                                                    std::uint32_t offset) const {
    const std::shared_ptr<const SegmentList> list = snapshot();
    base::Expected<SearchResult> result;
    {
        const PageCache::Use use(cache_);
        auto plan = make_plan(query, filter, *list);
        if (!plan) { return base::fail(std::move(plan).error()); }
        result = evaluate(*list, *plan, filter, limit, offset);
    }
    cache_.relieve();
    return result;
}

IndexStatistics SegmentedIndex::statistics() const {
    const auto list = snapshot();
    const PageCache::Use use(cache_);
    IndexStatistics statistics;
    statistics.units = list->unit_count();
    statistics.words = list->word_count();
    statistics.segments = list->segments.size();
    for (const SegmentPtr& segment : list->segments) {
        statistics.distinct_words = std::max<std::uint64_t>(statistics.distinct_words, segment->dictionary().word_count());
        if (!segment->bytes().in_memory()) { statistics.file_bytes += segment->bytes().size(); }
    }
    return statistics;
}

base::Status SegmentedIndex::check() const {
    for (const SegmentPtr& segment : snapshot()->segments) {
        if (segment->bytes().in_memory()) { continue; }
        // A reader of its own: every page is read from the file, not from the cache.
        GUVOH_TRY(const SegmentPtr fresh, open_file(segment->name(), nullptr));
        auto status = check_segment(*fresh);
        if (!status) { return base::fail(std::move(status).error().within("search segment " + segment->name())); }
    }
    return {};
}

}  // namespace

base::Expected<std::unique_ptr<Index>> Index::open(vault::SealedPages& pages, vault::Database& database,
                                                   const IndexOptions& options) {
    auto made = std::make_unique<SegmentedIndex>(pages, database, options);
    auto status = made->load();
    if (!status) { return base::fail(std::move(status).error().within("opening the search index")); }
    return std::unique_ptr<Index>(std::move(made));
}

}  // namespace guvoh::search
