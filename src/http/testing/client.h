// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A plain HTTP client for tests: it sends exactly the bytes it is told, whole or in pieces, and reads what comes.
//
// Threads: one at a time.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace guvoh::http::testing {

/// An answer, taken apart only as far as tests need.
struct Answer {
    int status = 0;
    std::string head, body;

    bool has(std::string_view header_line) const { return head.find(header_line) != std::string::npos; }
    /// The value of a header as it is spelled here, empty when absent.
    std::string header(const std::string& name) const {
        const std::size_t at = head.find("\r\n" + name + ": ");
        if (at == std::string::npos) return {};
        const std::size_t begin = at + name.size() + 4;
        return head.substr(begin, head.find("\r\n", begin) - begin);
    }
};

class Client {
public:
    explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
    }
    ~Client() { ::close(socket_); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    bool connected() const { return connected_; }
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t put = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (put <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(put));
        }
        return true;
    }
    /// Says that nothing more will be sent.
    void finish_sending() { ::shutdown(socket_, SHUT_WR); }
    /// Reads one answer with Content-Length; status 0 when the other side ended or kept silent for `ms`.
    Answer read(int ms = 5000, bool head_only = false) {
        Answer answer;
        while (input_.find("\r\n\r\n") == std::string::npos) {
            if (!more(ms)) return answer;
        }
        const std::size_t end = input_.find("\r\n\r\n") + 4;
        answer.head = input_.substr(0, end);
        input_.erase(0, end);
        answer.status = std::stoi(answer.head.substr(9, 3));
        const std::string length = answer.header("Content-Length");
        const std::size_t wanted = length.empty() || head_only ? 0 : std::stoul(length);
        while (input_.size() < wanted) {
            if (!more(ms)) break;
        }
        answer.body = input_.substr(0, wanted);
        input_.erase(0, wanted);
        return answer;
    }
    /// Reads until the text stands in what came; false when it does not come.
    bool read_until(std::string_view text, int ms = 5000) {
        while (input_.find(text) == std::string::npos) {
            if (!more(ms)) return false;
        }
        input_.erase(0, input_.find(text) + text.size());
        return true;
    }
    /// Says whether the other side has ended the connection.
    bool ended(int ms = 5000) {
        while (more(ms)) {
        }
        return ended_;
    }
    Answer ask(std::string_view request, int ms = 5000) {
        if (!send(request)) return {};
        return read(ms, request.substr(0, 5) == "HEAD ");
    }

private:
    bool more(int ms) {
        pollfd wait{socket_, POLLIN, 0};
        if (::poll(&wait, 1, ms) != 1) return false;
        char buffer[65536];
        const ssize_t got = ::recv(socket_, buffer, sizeof buffer, 0);
        if (got <= 0) {
            ended_ = true;
            return false;
        }
        input_.append(buffer, static_cast<std::size_t>(got));
        return true;
    }
    int socket_;
    bool connected_ = false, ended_ = false;
    std::string input_;
};

/// "GET path HTTP/1.1" with Host and further header lines, each ending in \r\n.
inline std::string request_text(std::string_view method, std::string_view path, std::string_view headers = {}, std::string_view body = {}) {
    std::string text = std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(headers);
    if (!body.empty() || method == "POST" || method == "PUT" || method == "PATCH") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return text + "\r\n" + std::string(body);
}

}  // namespace guvoh::http::testing
