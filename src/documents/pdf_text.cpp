// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Source: ISO 32000-1, 9.3 (text state), 9.4 (text objects). MuPDF throws by longjmp: no object with a destructor may live in
// a frame that calls it, so all state is in one plain struct that the processor owns.
#include "documents/pdf_text.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <string>
#include <unordered_map>

#include "documents/utf8.h"

namespace guvoh::documents {

namespace {

constexpr int kMaxForms = 12;      // nested forms; deeper is a loop
constexpr int kMaxStates = 512;    // nested q without Q

/// What one code of a font shows: looked up once, used for every occurrence.
struct GlyphInfo {
    float width = 0;      // in text space units of size 1
    float origin_x = 0, origin_y = 0;  // vertical writing
    bool known = false;
    std::uint8_t text_size = 0;
    char text[30] = {};
};

struct FontInfo {
    pdf_font_desc* font = nullptr;
    float ascent = 0.9F, descent = 0.25F;
    bool one_byte = false;
    GlyphInfo bytes[256];
    std::unordered_map<int, GlyphInfo> others;
};

struct TextState {
    fz_matrix ctm = fz_identity;
    float char_space = 0, word_space = 0, scale = 1, leading = 0, size = 1, rise = 0;
    FontInfo* font = nullptr;
};

struct Interpreter {
    pdf_document* document = nullptr;
    PageBuilder* builder = nullptr;
    TextState states[kMaxStates];
    int top = 0, overflow = 0;
    fz_matrix tm = fz_identity, tlm = fz_identity;
    int forms = 0;
    std::unordered_map<pdf_font_desc*, std::unique_ptr<FontInfo>> fonts;
    fz_cookie* cookie = nullptr;

    TextState& now() { return states[top]; }
};

struct Processor {
    pdf_processor super;
    Interpreter* parts;
};

Interpreter& of(pdf_processor* proc) { return *reinterpret_cast<Processor*>(proc)->parts; }

void put_code_points(GlyphInfo& info, const int* codes, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        const auto c = static_cast<std::uint32_t>(codes[i]);
        constexpr const char* kLigatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
        if (c >= 0xFB00 && c <= 0xFB06) {
            text += kLigatures[c - 0xFB00];
        } else if (c >= 0x20 && c != 0xFFFD && c != 0xFEFF && !(c >= 0x7F && c < 0xA0) && !(c >= 0xE000 && c < 0xF900)) {  // private use tells nothing
            put_utf8(text, c);
        } else if (c == '\t' || c == '\n' || c == '\r') {
            text.push_back(' ');
        }
    }
    if (text.size() > sizeof info.text) text.clear();
    info.text_size = static_cast<std::uint8_t>(text.size());
    std::memcpy(info.text, text.data(), text.size());
}

void fill_glyph(fz_context* ctx, pdf_font_desc* font, int cid, GlyphInfo& info) {
    int codes[PDF_MRANGE_CAP] = {};
    int count = 0;
    if (font->to_unicode != nullptr) count = pdf_lookup_cmap_full(font->to_unicode, static_cast<unsigned>(cid), codes);
    if (count <= 0 && static_cast<std::size_t>(cid) < font->cid_to_ucs_len) {
        codes[0] = font->cid_to_ucs[cid];
        count = 1;
    }
    put_code_points(info, codes, std::max(count, 0));
    if (font->wmode == 0) {
        info.width = static_cast<float>(pdf_lookup_hmtx(ctx, font, cid).w) * 0.001F;
    } else {
        const pdf_vmtx v = pdf_lookup_vmtx(ctx, font, cid);
        info.origin_x = -static_cast<float>(v.x) * 0.001F;
        info.origin_y = -static_cast<float>(v.y) * 0.001F;
        info.width = static_cast<float>(v.w) * 0.001F;
    }
    info.known = true;
}

FontInfo* font_info(fz_context* ctx, Interpreter& in, pdf_font_desc* font) {
    auto& slot = in.fonts[font];
    if (!slot) {
        slot = std::make_unique<FontInfo>();
        slot->font = pdf_keep_font(ctx, font);
        slot->one_byte = font->encoding != nullptr && font->encoding->codespace_len == 1 && font->encoding->codespace[0].n == 1 &&
                         font->encoding->codespace[0].low == 0 && font->encoding->codespace[0].high == 0xFF;
        const float up = fz_font_ascender(ctx, font->font), down = -fz_font_descender(ctx, font->font);
        if (std::isfinite(up) && up > 0.3F && up < 1.5F) slot->ascent = up;
        if (std::isfinite(down) && down > 0.05F && down < 0.8F) slot->descent = down;
    }
    return slot.get();
}

/// What stays the same over one shown string.
struct StringRun {
    fz_matrix m;        // text space to page
    float unit = 1;     // points on the page per text space unit along the baseline
};

StringRun begin_run(Interpreter& in) {
    TextState& state = in.now();
    StringRun run{fz_concat(in.tm, state.ctm), 1};
    const bool vertical = state.font->font->wmode != 0;
    float dx = vertical ? -run.m.c : run.m.a, dy = vertical ? -run.m.d : run.m.b;
    const float tall = std::sqrt(run.m.c * run.m.c + run.m.d * run.m.d);
    run.unit = std::sqrt(dx * dx + dy * dy);
    if (run.unit > 0 && std::isfinite(run.unit)) {
        dx /= run.unit;
        dy /= run.unit;
    } else {
        dx = 1;
        dy = 0;
    }
    if (std::fabs(dy) < 1e-4F) dy = 0;  // rounding must not make a page look rotated
    RunShape shape;
    shape.dir_x = dx;
    shape.dir_y = dy;
    shape.size = std::max(0.1F, std::fabs(state.size) * (tall > 0 && std::isfinite(tall) ? tall : 1));
    shape.ascent = state.font->ascent;
    shape.descent = state.font->descent;
    in.builder->set_shape(shape);
    return run;
}

// Shows one glyph and moves the text matrix; only the offsets change within a run.
void show(Interpreter& in, StringRun& run, const GlyphInfo& glyph, float extra) {
    const TextState& state = in.now();
    float tx = 0, ty = 0, ox = 0, oy = state.rise, forward = 0;
    if (state.font->font->wmode == 0) {
        forward = glyph.width * state.size * state.scale;
        tx = forward + (state.char_space + extra) * state.scale;
    } else {
        ox = glyph.origin_x * std::fabs(state.size);
        oy += glyph.origin_y * std::fabs(state.size);
        forward = -glyph.width * state.size;
        ty = -forward + state.char_space + extra;
    }
    const float x = run.m.a * ox + run.m.c * oy + run.m.e, y = run.m.b * ox + run.m.d * oy + run.m.f;
    if (std::isfinite(x) && std::isfinite(y)) {
        in.builder->glyph(x, y, forward * run.unit, std::string_view(glyph.text, glyph.text_size));
    }
    run.m.e += tx * run.m.a + ty * run.m.c;
    run.m.f += tx * run.m.b + ty * run.m.d;
    in.tm.e += tx * in.tm.a + ty * in.tm.c;
    in.tm.f += tx * in.tm.b + ty * in.tm.d;
}

void show_string(fz_context* ctx, Interpreter& in, const char* text, std::size_t size) {
    TextState& state = in.now();
    if (state.font == nullptr || size == 0) return;
    StringRun run = begin_run(in);
    FontInfo& font = *state.font;
    pdf_cmap* encoding = font.font->encoding;
    auto* at = reinterpret_cast<unsigned char*>(const_cast<char*>(text));
    unsigned char* const end = at + size;
    while (at < end) {
        unsigned code = *at;
        int length = 1;
        if (!font.one_byte) {
            length = std::max(1, pdf_decode_cmap(encoding, at, end, &code));
        }
        at += length;
        const float extra = length == 1 && code == 32 ? state.word_space : 0;
        if (font.one_byte) {
            GlyphInfo& glyph = font.bytes[code & 0xFFU];
            if (!glyph.known) {
                const int cid = pdf_lookup_cmap(encoding, code);
                if (cid < 0) continue;
                fill_glyph(ctx, font.font, cid, glyph);
            }
            show(in, run, glyph, extra);
        } else {
            const int cid = pdf_lookup_cmap(encoding, code);
            if (cid < 0) continue;
            GlyphInfo& glyph = font.others[cid];
            if (!glyph.known) fill_glyph(ctx, font.font, cid, glyph);
            show(in, run, glyph, extra);
        }
    }
}

void move_line(Interpreter& in, float tx, float ty) {
    in.tlm = fz_pre_translate(in.tlm, tx, ty);
    in.tm = in.tlm;
}

void op_q(fz_context*, pdf_processor* proc) {
    Interpreter& in = of(proc);
    if (in.top + 1 < kMaxStates) {
        in.states[in.top + 1] = in.states[in.top];
        ++in.top;
    } else {
        ++in.overflow;
    }
}
void op_Q(fz_context*, pdf_processor* proc) {
    Interpreter& in = of(proc);
    if (in.overflow > 0) {
        --in.overflow;
    } else if (in.top > 0) {
        --in.top;
    }
}
void op_cm(fz_context*, pdf_processor* proc, float a, float b, float c, float d, float e, float f) {
    TextState& state = of(proc).now();
    state.ctm = fz_concat(fz_make_matrix(a, b, c, d, e, f), state.ctm);
}
void op_BT(fz_context*, pdf_processor* proc) { of(proc).tm = of(proc).tlm = fz_identity; }
void op_Tc(fz_context*, pdf_processor* proc, float value) { of(proc).now().char_space = value; }
void op_Tw(fz_context*, pdf_processor* proc, float value) { of(proc).now().word_space = value; }
void op_Tz(fz_context*, pdf_processor* proc, float value) { of(proc).now().scale = value / 100; }
void op_TL(fz_context*, pdf_processor* proc, float value) { of(proc).now().leading = value; }
void op_Ts(fz_context*, pdf_processor* proc, float value) { of(proc).now().rise = value; }
void op_Tf(fz_context* ctx, pdf_processor* proc, const char*, pdf_font_desc* font, float size) {
    Interpreter& in = of(proc);
    in.now().font = font == nullptr ? nullptr : font_info(ctx, in, font);
    in.now().size = size;
}
void op_Td(fz_context*, pdf_processor* proc, float tx, float ty) { move_line(of(proc), tx, ty); }
void op_TD(fz_context*, pdf_processor* proc, float tx, float ty) {
    of(proc).now().leading = -ty;
    move_line(of(proc), tx, ty);
}
void op_Tm(fz_context*, pdf_processor* proc, float a, float b, float c, float d, float e, float f) {
    of(proc).tm = of(proc).tlm = fz_make_matrix(a, b, c, d, e, f);
}
void op_Tstar(fz_context*, pdf_processor* proc) { move_line(of(proc), 0, -of(proc).now().leading); }
void op_Tj(fz_context* ctx, pdf_processor* proc, char* text, std::size_t size) { show_string(ctx, of(proc), text, size); }
void op_squote(fz_context* ctx, pdf_processor* proc, char* text, std::size_t size) {
    op_Tstar(ctx, proc);
    show_string(ctx, of(proc), text, size);
}
void op_dquote(fz_context* ctx, pdf_processor* proc, float word, float chars, char* text, std::size_t size) {
    of(proc).now().word_space = word;
    of(proc).now().char_space = chars;
    op_squote(ctx, proc, text, size);
}

void op_TJ(fz_context* ctx, pdf_processor* proc, pdf_obj* array) {
    Interpreter& in = of(proc);
    const TextState& state = in.now();
    const int count = pdf_array_len(ctx, array);
    for (int i = 0; i < count; ++i) {
        pdf_obj* item = pdf_array_get(ctx, array, i);
        if (pdf_is_string(ctx, item) != 0) {
            show_string(ctx, in, pdf_to_str_buf(ctx, item), pdf_to_str_len(ctx, item));
        } else {
            const float back = -pdf_to_real(ctx, item) * state.size * 0.001F;
            const bool vertical = state.font != nullptr && state.font->font->wmode != 0;
            in.tm = vertical ? fz_pre_translate(in.tm, 0, back) : fz_pre_translate(in.tm, back * state.scale, 0);
        }
    }
}

void op_Do_form(fz_context* ctx, pdf_processor* proc, const char*, pdf_obj* form, pdf_obj* page_resources) {
    Interpreter& in = of(proc);
    if (in.forms >= kMaxForms) return;
    const int top = in.top, overflow = in.overflow;
    const fz_matrix tm = in.tm, tlm = in.tlm;
    op_q(ctx, proc);
    in.now().ctm = fz_concat(pdf_xobject_matrix(ctx, form), in.now().ctm);
    pdf_obj* resources = pdf_xobject_resources(ctx, form);
    ++in.forms;
    // The resources come before the stream, whatever MuPDF 1.21's header calls them.
    fz_try(ctx) pdf_process_contents(ctx, proc, in.document, resources != nullptr ? resources : page_resources, form, in.cookie);
    fz_always(ctx) {
        --in.forms;
        in.top = top;
        in.overflow = overflow;
        in.tm = tm;
        in.tlm = tlm;
    }
    fz_catch(ctx) fz_rethrow(ctx);
}

void drop(fz_context* ctx, pdf_processor* proc) {
    Interpreter& in = of(proc);
    for (auto& [font, info] : in.fonts) pdf_drop_font(ctx, font);
    const std::unique_ptr<Interpreter> owned(reinterpret_cast<Processor*>(proc)->parts);
}

// Text in annotations that people see: free text, form fields, stamps.
void run_annotation(fz_context* ctx, pdf_processor* proc, pdf_obj* annotation, fz_matrix page_matrix, fz_cookie* cookie) {
    pdf_obj* subtype = pdf_dict_get(ctx, annotation, PDF_NAME(Subtype));
    if (pdf_name_eq(ctx, subtype, PDF_NAME(Link)) != 0 || pdf_name_eq(ctx, subtype, PDF_NAME(Popup)) != 0) return;
    pdf_obj* form = pdf_dict_getp(ctx, annotation, "AP/N");
    if (pdf_is_stream(ctx, form) == 0) form = pdf_dict_get(ctx, form, pdf_dict_get(ctx, annotation, PDF_NAME(AS)));
    if (pdf_is_stream(ctx, form) == 0) return;
    Interpreter& in = of(proc);
    const fz_rect rect = pdf_dict_get_rect(ctx, annotation, PDF_NAME(Rect));
    const fz_rect box = fz_transform_rect(pdf_xobject_bbox(ctx, form), pdf_xobject_matrix(ctx, form));
    const float wide = box.x1 > box.x0 ? (rect.x1 - rect.x0) / (box.x1 - box.x0) : 1;
    const float high = box.y1 > box.y0 ? (rect.y1 - rect.y0) / (box.y1 - box.y0) : 1;
    in.top = in.overflow = 0;
    in.states[0] = TextState{};
    in.states[0].ctm = fz_concat(fz_make_matrix(wide, 0, 0, high, rect.x0 - box.x0 * wide, rect.y0 - box.y0 * high), page_matrix);
    in.cookie = cookie;
    op_Do_form(ctx, proc, nullptr, form, nullptr);
}

}  // namespace

pdf_processor* new_pdf_text_processor(fz_context* ctx, pdf_document* document, PageBuilder* builder) {
    auto* processor = static_cast<Processor*>(pdf_new_processor(ctx, sizeof(Processor)));
    processor->parts = std::make_unique<Interpreter>().release();  // MuPDF owns the processor; drop() takes it back
    processor->parts->document = document;
    processor->parts->builder = builder;
    pdf_processor& s = processor->super;
    s.drop_processor = drop;
    s.op_q = op_q;
    s.op_Q = op_Q;
    s.op_cm = op_cm;
    s.op_BT = op_BT;
    s.op_Tc = op_Tc;
    s.op_Tw = op_Tw;
    s.op_Tz = op_Tz;
    s.op_TL = op_TL;
    s.op_Ts = op_Ts;
    s.op_Tf = op_Tf;
    s.op_Td = op_Td;
    s.op_TD = op_TD;
    s.op_Tm = op_Tm;
    s.op_Tstar = op_Tstar;
    s.op_TJ = op_TJ;
    s.op_Tj = op_Tj;
    s.op_squote = op_squote;
    s.op_dquote = op_dquote;
    s.op_Do_form = op_Do_form;
    return &s;
}

void run_pdf_text(fz_context* ctx, pdf_processor* proc, pdf_obj* page, fz_matrix page_matrix, fz_cookie* cookie) {
    Interpreter& in = of(proc);
    in.top = in.overflow = in.forms = 0;
    in.states[0] = TextState{};
    in.states[0].ctm = page_matrix;
    in.cookie = cookie;
    pdf_obj* contents = pdf_dict_get(ctx, page, PDF_NAME(Contents));
    pdf_obj* resources = pdf_dict_get_inheritable(ctx, page, PDF_NAME(Resources));
    if (contents != nullptr) pdf_process_contents(ctx, proc, in.document, resources, contents, cookie);
    pdf_obj* annotations = pdf_dict_get(ctx, page, PDF_NAME(Annots));
    const int count = std::min(pdf_array_len(ctx, annotations), 2000);
    for (int i = 0; i < count; ++i) run_annotation(ctx, proc, pdf_array_get(ctx, annotations, i), page_matrix, cookie);
}

}  // namespace guvoh::documents
