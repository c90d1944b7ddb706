// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/ocr.h"

#include <tesseract/capi.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "documents/draw.h"
#include "documents/dynamic_library.h"
#include "documents/heif.h"
#include "documents/utf8.h"

namespace guvoh::documents {

using base::ErrorKind;

namespace {

constexpr std::uint32_t kDotsPerInch = 300;
constexpr float kSure = 80;        // mean confidence of a page read in the likely language: no need to ask others
constexpr float kLowestWord = 15;  // less sure words are noise
constexpr float kLowestPage = 30;  // of a page: there is no text on it
constexpr float kClearlyBetter = 1.5F;
constexpr float kSureBand = 93;  // of a band: no need to ask the other languages of the script

/// Tesseract's C interface, loaded only in this worker: the library brings two dozen others.
struct Library {
    void* handle = nullptr;
    decltype(&TessBaseAPICreate) create = nullptr;
    decltype(&TessBaseAPIInit2) init = nullptr;
    decltype(&TessBaseAPISetPageSegMode) set_mode = nullptr;
    decltype(&TessBaseAPISetVariable) set_variable = nullptr;
    decltype(&TessBaseAPISetImage) set_image = nullptr;
    decltype(&TessBaseAPISetSourceResolution) set_resolution = nullptr;
    decltype(&TessBaseAPIRecognize) recognize = nullptr;
    decltype(&TessBaseAPIMeanTextConf) confidence = nullptr;
    decltype(&TessBaseAPIGetIterator) iterator = nullptr;
    decltype(&TessResultIteratorDelete) iterator_delete = nullptr;
    decltype(&TessResultIteratorGetPageIterator) page_iterator = nullptr;
    decltype(&TessResultIteratorNext) next = nullptr;
    decltype(&TessResultIteratorGetUTF8Text) text = nullptr;
    decltype(&TessResultIteratorConfidence) word_confidence = nullptr;
    decltype(&TessPageIteratorIsAtBeginningOf) at_beginning = nullptr;
    decltype(&TessPageIteratorBoundingBox) box = nullptr;
    decltype(&TessDeleteText) delete_text = nullptr;
};

Library load() {
    Library lib;
    void* const handle = ::dlopen("libtesseract.so.5", RTLD_NOW | RTLD_LOCAL);
    const bool whole = handle != nullptr && find_function(handle, "TessBaseAPICreate", lib.create) &&
                       find_function(handle, "TessBaseAPIInit2", lib.init) &&
                       find_function(handle, "TessBaseAPISetPageSegMode", lib.set_mode) &&
                       find_function(handle, "TessBaseAPISetVariable", lib.set_variable) &&
                       find_function(handle, "TessBaseAPISetImage", lib.set_image) &&
                       find_function(handle, "TessBaseAPISetSourceResolution", lib.set_resolution) &&
                       find_function(handle, "TessBaseAPIRecognize", lib.recognize) &&
                       find_function(handle, "TessBaseAPIMeanTextConf", lib.confidence) &&
                       find_function(handle, "TessBaseAPIGetIterator", lib.iterator) &&
                       find_function(handle, "TessResultIteratorDelete", lib.iterator_delete) &&
                       find_function(handle, "TessResultIteratorGetPageIterator", lib.page_iterator) &&
                       find_function(handle, "TessResultIteratorNext", lib.next) &&
                       find_function(handle, "TessResultIteratorGetUTF8Text", lib.text) &&
                       find_function(handle, "TessResultIteratorConfidence", lib.word_confidence) &&
                       find_function(handle, "TessPageIteratorIsAtBeginningOf", lib.at_beginning) &&
                       find_function(handle, "TessPageIteratorBoundingBox", lib.box) &&
                       find_function(handle, "TessDeleteText", lib.delete_text);
    lib.handle = whole ? handle : nullptr;
    return lib;
}

struct Model {
    std::string language;
    TessBaseAPI* api = nullptr;
    bool latin() const { return language == "eng" || language == "uzb" || language == "tur" || language == "aze"; }
};

/// The loaded library and models: made once before lockdown, inherited by each page's process.
struct Reader {
    Library lib;
    std::vector<Model> models;
};

Reader& reader() {
    static Reader one;
    return one;
}

/// A band of the page, in pixels.
struct Band {
    int top = 0, height = 0;
};

// The band that looks most like lines of text: many changes between dark and light.
Band busiest_band(const GreyImage& image) {
    const auto height = static_cast<int>(image.height);
    const int wanted = std::min(height, std::max(320, height / 9));
    std::vector<long> changes(image.height + 1, 0);  // summed from the top
    for (std::size_t y = 0; y < image.height; ++y) {
        const base::Byte* const row = image.pixels.data() + y * image.width;
        long count = 0;
        for (std::size_t x = 1; x < image.width; ++x) count += (row[x] < 128) != (row[x - 1] < 128) ? 1 : 0;
        changes[y + 1] = changes[y] + std::min<long>(count, 300);
    }
    Band best{0, wanted};
    long most = -1;
    for (int top = 0; top + wanted <= height; top += 16) {
        const long sum = changes[static_cast<std::size_t>(top + wanted)] - changes[static_cast<std::size_t>(top)];
        if (sum > most) {
            most = sum;
            best.top = top;
        }
    }
    return best;
}

void give_image(const Library& lib, TessBaseAPI* api, const GreyImage& image) {
    lib.set_image(api, image.pixels.data(), static_cast<int>(image.width), static_cast<int>(image.height), 1,
                  static_cast<int>(image.width));
    lib.set_resolution(api, static_cast<int>(image.dots_per_inch));
}

// The mean confidence over a band alone: cut out, with a margin, as one block of text.
float try_band(const Library& lib, const Model& model, const GreyImage& image, const Band& band) {
    constexpr std::size_t kMargin = 20;
    GreyImage cut;
    cut.width = image.width;
    cut.height = static_cast<std::uint32_t>(band.height) + 2 * kMargin;
    cut.dots_per_inch = image.dots_per_inch;
    cut.pixels.assign(std::size_t{cut.width} * cut.height, 255);
    std::memcpy(cut.pixels.data() + kMargin * cut.width,
                image.pixels.data() + static_cast<std::size_t>(band.top) * image.width,
                static_cast<std::size_t>(band.height) * image.width);
    lib.set_mode(model.api, tesseract::PSM_SINGLE_BLOCK);
    give_image(lib, model.api, cut);
    const bool read = lib.recognize(model.api, nullptr) == 0;
    const float sure = read ? static_cast<float>(lib.confidence(model.api)) : 0;
    lib.set_mode(model.api, tesseract::PSM_AUTO);
    return sure;
}

// First the script (the first model of each), then the language within it.
const Model& choose_model(const Reader& all, const GreyImage& image) {
    const Band band = busiest_band(image);
    const Model* best = nullptr;
    float highest = -1;
    const auto ask = [&](const Model& model, float margin) {
        const float sure = try_band(all.lib, model, image, band);
        if (sure > highest + margin) {
            highest = sure;
            best = &model;
        }
    };
    const Model& first = all.models.front();
    ask(first, 0);
    for (const Model& model : all.models) {
        if (model.latin() != first.latin()) {
            ask(model, 0);
            break;
        }
    }
    const Model* const of_script = best == nullptr ? &first : best;
    for (const Model& model : all.models) {
        if (highest >= kSureBand) break;
        if (&model != of_script && model.latin() == of_script->latin()) ask(model, kClearlyBetter);
    }
    return best == nullptr ? first : *best;
}

std::uint16_t to_box(float value) {
    return static_cast<std::uint16_t>(std::clamp(value * kBoxUnitsPerPoint + 0.5F, 0.0F, 65535.0F));
}

/// Gathers the words of a read page.
class PageWriter {
public:
    PageWriter(const GreyImage& image, Page& page)
        : page_(page),
          x_(page.width_pt / static_cast<float>(image.width)),
          y_(page.height_pt / static_cast<float>(image.height)) {}

    void word(const char* text, float sure, bool paragraph, bool line, const int (&box)[4]) {
        if (paragraph) gap_ = std::max(gap_, 3);
        if (line) gap_ = std::max(gap_, 2);
        const std::string clean = squeeze(clean_utf8(text));
        if (clean.empty() || sure < kLowestWord) return;
        if (!page_.text.empty()) page_.text += gap_ == 3 ? "\n\n" : gap_ == 2 ? "\n" : " ";
        gap_ = 1;
        const auto begin = static_cast<std::uint32_t>(page_.text.size());
        page_.text += clean;
        page_.words.push_back({begin,
                               static_cast<std::uint32_t>(page_.text.size()),
                               {to_box(static_cast<float>(box[0]) * x_), to_box(static_cast<float>(box[1]) * y_),
                                to_box(static_cast<float>(box[2]) * x_), to_box(static_cast<float>(box[3]) * y_)}});
        sum_ += sure;
    }
    float mean() const { return page_.words.empty() ? 0 : sum_ / static_cast<float>(page_.words.size()); }

private:
    Page& page_;
    float x_, y_, sum_ = 0;
    int gap_ = 1;  // 1 blank, 2 line, 3 paragraph
};

Page read_page(const Library& lib, const Model& model, const GreyImage& image) {
    Page page;
    page.from_ocr = true;
    page.ocr_languages = model.language;
    page.width_pt = image.width_pt > 0 ? image.width_pt : static_cast<float>(image.width) * 72 / kDotsPerInch;
    page.height_pt = image.height_pt > 0 ? image.height_pt : static_cast<float>(image.height) * 72 / kDotsPerInch;
    give_image(lib, model.api, image);
    if (lib.recognize(model.api, nullptr) != 0) return page;
    PageWriter writer(image, page);
    TessResultIterator* const words = lib.iterator(model.api);
    if (words == nullptr) return page;
    do {
        const TessPageIterator* const place = lib.page_iterator(words);
        char* const text = lib.text(words, tesseract::RIL_WORD);
        int box[4] = {0, 0, 0, 0};
        lib.box(place, tesseract::RIL_WORD, &box[0], &box[1], &box[2], &box[3]);
        if (text != nullptr) {
            writer.word(text, lib.word_confidence(words, tesseract::RIL_WORD),
                        lib.at_beginning(place, tesseract::RIL_PARA) != 0,
                        lib.at_beginning(place, tesseract::RIL_TEXTLINE) != 0, box);
            lib.delete_text(text);
        }
    } while (lib.next(words, tesseract::RIL_WORD) != 0);
    lib.iterator_delete(words);
    page.ocr_confidence = std::clamp(writer.mean(), 0.0F, 100.0F);
    if (page.ocr_confidence < kLowestPage) {
        page.text.clear();
        page.words.clear();
    }
    return page;
}

}  // namespace

base::Status ocr_warm_up(std::string_view languages) {
    Reader& all = reader();
    all.lib = load();
    heif_warm_up();
    if (all.lib.handle == nullptr) return base::fail(ErrorKind::Unsupported, "Tesseract is not installed");
    while (!languages.empty()) {
        const std::size_t end = std::min(languages.find('+'), languages.size());
        Model model{std::string(languages.substr(0, end)), all.lib.create()};
        languages.remove_prefix(std::min(end + 1, languages.size()));
        if (all.lib.init(model.api, nullptr, model.language.c_str(), tesseract::OEM_LSTM_ONLY) != 0) continue;
        all.lib.set_mode(model.api, tesseract::PSM_AUTO);
        all.lib.set_variable(model.api, "debug_file", "/dev/null");
        all.models.push_back(std::move(model));
    }
    if (all.models.empty()) return base::fail(ErrorKind::Unsupported, "no OCR language is installed");
    return {};
}

base::Expected<Page> ocr_page(Source& source, std::uint32_t page_index, const std::string& likely) {
    const Reader& all = reader();
    if (all.models.empty()) return base::fail(ErrorKind::Unsupported, "no OCR language is loaded");
    GUVOH_TRY(const GreyImage image, draw_page_grey(source, page_index, kDotsPerInch));
    Page page;
    for (const Model& model : all.models) {
        if (model.language != likely) continue;
        page = read_page(all.lib, model, image);
        if (page.ocr_confidence >= kSure) return page;
    }
    const Model& chosen = choose_model(all, image);
    if (chosen.language == likely) return page;
    Page other = read_page(all.lib, chosen, image);
    return other.ocr_confidence >= page.ocr_confidence ? other : page;
}

}  // namespace guvoh::documents
