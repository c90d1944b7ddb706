// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/decision.h"

#include <algorithm>
#include <span>
#include <string>

#include "reviews/running_text.h"

namespace guvoh::reviews {

namespace {

using Phrases = std::span<const std::string_view>;

bool has_any(std::string_view text, Phrases phrases) {
    return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) { return text.find(phrase) != std::string_view::npos; });
}

constexpr std::string_view kRefusal[] = {"not enjoy",       "not support",     "not have the support", "not meet with",  "not accept",   "cannot be accepted",
                              "could not be accepted", "cannot accept", "reject",       "not be supported", "not find the support", "unable to accept",
                              "unable to support", "not in a position to", "cannot support", "do not have", "not receive the support", "not gain the support",
                              "not approve", "not agree", "cannot be supported", "disagree",
                              "не пользуются поддержкой", "не пользуется поддержкой", "не получили поддержк", "не поддерж", "не может принять", "не могут быть приняты", "отклон"};
constexpr std::string_view kNoting[] = {"takes note", "take note", "took note", "are noted", "were noted", "been noted", "is noted", "noted by", "noted recommendation", "notes the", "notes these", "notes recommendation", "notes it",
                                        "приняты к сведению", "принимает к сведению", "принял к сведению"};
constexpr std::string_view kNotedOnly[] = {"recommendations were noted", "recommendations are noted", "recommendations have been noted", "recommendation was noted",
                                           "recommendation is noted"};
constexpr std::string_view kDone[] = {"already implemented", "already been implemented", "in the process of implementation", "in process of implementation",
                           "process of being implemented", "being implemented", "have been implemented", "already in place", "are implemented",
                           "already under implementation", "under implementation", "already fulfilled", "under way", "already being",
                           "in the course of implementation", "already enforced", "already undertaken", "already taken",
                           "уже выполнен", "уже осуществлен", "процессе осуществления", "процессе выполнения"};
constexpr std::string_view kLater[] = {"will be examined", "be further examined", "will examine", "further examin", "responses in due", "response in due", "will be considered",
                            "under consideration", "will be studied", "respond in due", "will be given", "to be examined", "examined further", "pending",
                            "will provide", "will be provided", "be included in the outcome", "further consider", "will respond", "will be reviewed", "will consider", "be deferred", "shall be examined",
                            "under examination", "needs further", "need further", "would be examined", "would examine", "will be further", "would provide",
                            "replies in due", "answers in due", "will study", "will review", "being examined", "required further", "require further",
                            "будут рассмотрены", "рассмотрит", "будут изучены", "ответы в надлежащ", "ответ в надлежащ"};
constexpr std::string_view kSupport[] = {"support", "accept", "agree", "endorse", "approve", "welcome", "commit", "поддерж", "согласил", "одобр", "принимает рекомендаци"};

constexpr std::string_view kAbove[] = {"recommendations listed above", "recommendation listed above", "the above recommendations",
                                      "recommendations above", "above-mentioned recommendations", "перечисленные выше"};
constexpr std::string_view kBelow[] = {"following recommendation", "listed below", "recommendations below", "recommendation below",
                                      "ледующие рекомендации", "еречисленные ниже", "изложенные ниже", "приводимые ниже"};
constexpr std::string_view kIntroduction[] = {"following recommendation", "listed below", "recommendations below", "recommendation below", "formulated during", "enjoy", "will be examined",
    "set out below", "recommendations noted", "recommendations in paragraph", "recommendations contained", "recommendation contained",
    "recommendations made", "these recommendations", "listed above", "other recommendations", "recommendations presented", "all conclusions", "have been examined", "mentioned above", "above recommendations",
    "рекомендации", "рекомендаций", "recommendations that", "recommendations which", "recommendations reflected", "rejects the recommendation", "made during", "respond to"};

}  // namespace

std::string_view decision_name(Decision decision) {
    switch (decision) {
        case Decision::Supported: return "supported";
        case Decision::Implemented: return "implemented";
        case Decision::UnderExamination: return "under_examination";
        case Decision::Noted: return "noted";
        case Decision::Other: break;
    }
    return "other";
}

Decision read_decision(std::string_view heading) {
    const std::string text = plain_lower(heading);
    if (has_any(text, kRefusal)) {  // "some enjoy the support, others do not, the response will be included" settles nothing yet
        const bool open = text.find("there are") != std::string::npos && has_any(text, kLater);
        return open ? Decision::UnderExamination : Decision::Noted;
    }
    if (has_any(text, kNotedOnly)) return Decision::Noted;
    if (has_any(text, kDone)) return Decision::Implemented;
    if (has_any(text, kLater)) return Decision::UnderExamination;
    if (has_any(text, kSupport)) return Decision::Supported;
    if (has_any(text, kNoting)) return Decision::Noted;
    return Decision::Other;
}

bool is_heading(std::string_view paragraph) {
    const std::string text = plain_lower(paragraph.substr(0, 600));
    const std::size_t at = std::min(text.find("recommendation"), text.find("екомендаци"));
    if (at == std::string::npos || at > 160) return false;
    return has_any(text, kIntroduction);
}

Reach reach_of(std::string_view paragraph) {
    const std::string text = plain_lower(paragraph.substr(0, 400));
    const bool speaks = text.find("recommendation") != std::string::npos || text.find("екомендаци") != std::string::npos;
    if (!speaks || has_any(text, kBelow)) return Reach::Below;
    return has_any(text, kAbove) || text.starts_with("these recommendations") ? Reach::Above : Reach::Unclear;
}

}  // namespace guvoh::reviews
