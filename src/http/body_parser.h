// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads one HTTP/1.1 request from bytes, with Boost.Beast's parser behind it: the head first, then the body into a text or a
// sink. Private to the transport. Requests that two readers could understand differently (request smuggling) are refused.
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "http/message.h"

namespace guvoh::http {

class BodyParser {
public:
    BodyParser();
    ~BodyParser();
    BodyParser(const BodyParser&) = delete;
    BodyParser& operator=(const BodyParser&) = delete;

    /// What became of some bytes.
    struct Step {
        std::size_t used = 0;  ///< the rest is to be given again, with more behind it
        bool failed = false;
        int status = 400;
        std::string_view detail;
    };
    /// Reads on; stops behind the head, and behind it takes all it can.
    Step put(std::string_view bytes);
    bool head_done() const;
    bool done() const;
    /// Moves the head into a request. Gives 0, or the status to refuse it with.
    int take_head(Request& request, std::string& why);
    /// Where the body goes: to a text or a sink, at most so many bytes.
    void body_to(std::string* text, BodySink* sink, std::uint64_t limit_bytes);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::http
