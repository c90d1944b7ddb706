// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <termios.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/edtf.h"
#include "platform/clock.h"
#include "service/error_table.h"

namespace guvoh::cli {

using base::ErrorKind;
using base::fail;

namespace {

volatile std::sig_atomic_t interrupt_seen = 0;

extern "C" void note_interrupt(int) {
    if (interrupt_seen != 0) _exit(130);  // the second Ctrl-C does not wait
    interrupt_seen = 1;
}

int print_error(const Globals& globals, const base::Error& error, int exit_code) {
    if (globals.json) {
        base::Json json;
        json["error"] = base::error_kind_name(error.kind);
        json["message"] = service::message_for(error);
        json["exit_code"] = exit_code;
        std::cerr << json.text() << '\n';
    } else {
        std::cerr << "guvoh: " << service::message_for(error) << '\n';
    }
    return exit_code;
}

std::string ask_hidden(std::string_view prompt) {
    std::cerr << prompt << std::flush;
    termios before{};
    const bool terminal = tcgetattr(STDIN_FILENO, &before) == 0;
    if (terminal) {
        termios hidden = before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    std::string line;
    std::getline(std::cin, line);
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        std::cerr << '\n';
    }
    return line;
}

void wipe(std::string& text) {
    volatile char* bytes = text.data();
    for (std::size_t i = 0; i < text.size(); ++i) bytes[i] = 0;
    text.clear();
}

bool color_wanted() { return stdout_is_terminal() && std::getenv("NO_COLOR") == nullptr; }

}  // namespace

int report_error(const Globals& globals, const base::Error& error) {
    return print_error(globals, error, service::exit_code_for(error.kind));
}

int report_open_error(const Globals& globals, const base::Error& error) {
    const int code = error.kind == ErrorKind::NotFound ? service::kExitNoVault : service::exit_code_for(error.kind);
    return print_error(globals, error, code);
}

base::Expected<std::string> vault_folder(const Globals& globals) {
    if (!globals.vault.empty()) return globals.vault;
    if (const char* folder = std::getenv("GUVOH_VAULT"); folder != nullptr && *folder != '\0') return std::string(folder);
    return fail(ErrorKind::NotFound, "no vault named: give --vault FOLDER, or set GUVOH_VAULT");
}

base::Expected<service::Passphrase> passphrase_from_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string line;
    if (!in || (!std::getline(in, line) && line.empty())) {
        return fail(ErrorKind::Invalid, "the passphrase file cannot be read or is empty");
    }
    if (!line.empty() && line.back() == '\r') line.pop_back();
    auto passphrase = service::make_passphrase(line);
    wipe(line);
    return passphrase;
}

base::Expected<service::Passphrase> read_passphrase(const Globals& globals, bool repeat, std::string_view prompt) {
    std::string file = globals.passphrase_file;
    if (file.empty()) {
        if (const char* named = std::getenv("GUVOH_PASSPHRASE_FILE"); named != nullptr) file = named;
    }
    if (!file.empty()) return passphrase_from_file(file);
    if (isatty(STDIN_FILENO) == 0) {
        return fail(ErrorKind::Invalid, "no passphrase: give --passphrase-file F, or set GUVOH_PASSPHRASE_FILE");
    }
    std::string typed = ask_hidden(prompt);
    if (repeat) {
        std::string again = ask_hidden("Once more: ");
        const bool same = typed == again;
        wipe(again);
        if (!same) {
            wipe(typed);
            return fail(ErrorKind::Invalid, "the two passphrases differ; nothing was done");
        }
    }
    auto passphrase = service::make_passphrase(typed);
    wipe(typed);
    return passphrase;
}

int with_workspace(const Globals& globals, const std::function<base::Expected<int>(service::Workspace&)>& body, Opener open) {
    const auto folder = vault_folder(globals);
    if (!folder) return report_open_error(globals, folder.error());
    const auto passphrase = read_passphrase(globals, false, "Passphrase: ");
    if (!passphrase) return report_error(globals, passphrase.error());
    const auto workspace = open(*folder, *passphrase, nullptr);
    if (!workspace) return report_open_error(globals, workspace.error());
    const auto code = body(**workspace);
    return code ? *code : report_error(globals, code.error());
}

void print_json(const base::Json& value) { std::cout << value.text() << '\n'; }
void print(std::string_view text) { std::cout << text; }
void say(const Globals& globals, std::string_view text) {
    if (!globals.quiet) std::cerr << text;
}

bool stdout_is_terminal() { return isatty(STDOUT_FILENO) != 0; }
bool stderr_is_terminal() { return isatty(STDERR_FILENO) != 0; }
std::string_view bold() { return color_wanted() ? "\033[1m" : ""; }
std::string_view faint() { return color_wanted() ? "\033[2m" : ""; }
std::string_view plain() { return color_wanted() ? "\033[0m" : ""; }

std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
    return digits;
}

std::string bytes_text(std::uint64_t bytes) {
    static constexpr const char* kUnits[] = {"bytes", "kB", "MB", "GB", "TB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 1000 && unit + 1 < std::size(kUnits)) {
        value /= 1000;
        ++unit;
    }
    return unit == 0 ? fmt::format("{} bytes", bytes) : fmt::format("{:.1f} {}", value, kUnits[unit]);
}

std::string today() {
    constexpr std::int64_t kDayMs = 86'400'000;
    return base::day_text(platform::system_clock()() / kDayMs);
}

bool interrupted() { return interrupt_seen != 0; }

void watch_interrupts() {
    struct sigaction action{};
    action.sa_handler = note_interrupt;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

void ProgressLine::show(const std::string& text) {
    if (globals_.quiet || !stderr_is_terminal()) return;
    std::cerr << "\r\033[K" << text << std::flush;
    shown_ = true;
}

void ProgressLine::clear() {
    if (shown_) std::cerr << "\r\033[K" << std::flush;
    shown_ = false;
}

service::Watcher watch(ProgressLine& line) {
    return [&line](std::string_view step, std::uint64_t done, std::uint64_t total) {
        const std::uint64_t percent = total == 0 ? 0 : done * 100 / total;
        line.show(fmt::format("{} {} of {} ({} %)", step, grouped(done), grouped(total), percent));
        return !interrupted();
    };
}

}  // namespace guvoh::cli
