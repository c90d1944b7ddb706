// SPDX-License-Identifier: AGPL-3.0-or-later
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <fmt/format.h>

#include "cli.h"
#include "http/server.h"
#include "http/site.h"
#include "service/backup_schedule.h"
#include "service/host.h"

namespace guvoh::cli {

using base::ErrorKind;
using base::Expected;
using base::fail;

namespace {

struct Options {
    std::string listen = "127.0.0.1:7447";
    std::vector<std::string> hosts;
    std::string tls_cert, tls_key;
    bool behind_proxy = false, open = false, no_log = false;
    unsigned workers = 4;
    std::uint64_t upload_memory_mib = 2048;
    std::string backup_to;
    unsigned backup_hours = 24;
};

/// "127.0.0.1:7447" or "[::1]:7447".
base::Status read_listen(const std::string& text, http::ServerOptions& server) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) return fail(ErrorKind::Invalid, "--listen needs ADDRESS:PORT");
    server.address = text.substr(0, colon);
    if (server.address.size() > 2 && server.address.front() == '[') server.address = server.address.substr(1, server.address.size() - 2);
    const char* begin = text.data() + colon + 1;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(begin, end, server.port);
    if (error != std::errc{} || stopped != end) return fail(ErrorKind::Invalid, "--listen needs a port from 0 to 65535");
    if (server.port == 0) {
        GUVOH_TRY(server.port, http::find_free_port(server.address));
    }
    return {};
}

Expected<http::SiteOptions> site_options(const Options& options) {
    http::SiteOptions site;
    GUVOH_TRY_VOID(read_listen(options.listen, site.server));
    site.server.tls_certificate = options.tls_cert;
    site.server.tls_key = options.tls_key;
    site.server.workers = options.workers;
    site.hosts = options.hosts;
    site.behind_proxy = options.behind_proxy;
    site.version = GUVOH_VERSION;
    site.upload_memory_bytes = options.upload_memory_mib << 20U;
    if (!options.no_log) site.log = http::stderr_log();
    const bool loopback = site.server.address.rfind("127.", 0) == 0 || site.server.address == "::1";
    // Passphrases must not cross a network in clear text.
    if (!loopback && options.tls_cert.empty()) {
        return fail(ErrorKind::Invalid, "an address that others can reach needs --tls-cert and --tls-key, or --behind-proxy and a local address");
    }
    return site;
}

/// The passphrase if there is one without asking; nobody may sit at a server's terminal.
Expected<std::optional<service::Passphrase>> given_passphrase(const Globals& globals) {
    const char* named = std::getenv("GUVOH_PASSPHRASE_FILE");
    const std::string file = !globals.passphrase_file.empty() ? globals.passphrase_file : named != nullptr ? named : "";
    if (file.empty()) return std::optional<service::Passphrase>{};
    GUVOH_TRY(auto passphrase, passphrase_from_file(file));
    return std::optional(std::move(passphrase));
}

void open_browser(const std::string& address) {
    std::string program = "xdg-open", argument = address;
    char* arguments[] = {program.data(), argument.data(), nullptr};
    pid_t child = 0;
    posix_spawnp(&child, "xdg-open", nullptr, nullptr, arguments, environ);
}

std::string start_address(const service::Host& host, const http::Site& site) {
    const auto phase = host.phase();
    const bool new_here = phase == service::HostPhase::Empty || phase == service::HostPhase::Unclaimed;
    return site.address() + (new_here ? "/#/start/" + site.setup_token() : "/");
}

void announce(const Globals& globals, const service::Host& host, const http::Site& site) {
    const std::string address = start_address(host, site);
    if (globals.json) {
        base::Json json;
        json["address"] = address;
        json["phase"] = service::host_phase_name(host.phase());
        json["port"] = static_cast<unsigned>(site.port());
        print_json(json);
    } else {
        if (host.phase() == service::HostPhase::Locked) {
            print("The workspace is locked; the first member who signs in with a passphrase unlocks it.\n");
            print(fmt::format("If it has no members yet, begin at {}/#/start/{}\n", site.address(), site.setup_token()));
        }
        print(fmt::format("Open {}\n", address));
    }
    std::fflush(stdout);
    std::cout << std::flush;
}

/// Says on the terminal, or in the service's log, how a backup ended.
void tell_backup(const Globals& globals, const std::string& folder, const Expected<service::BackupReport>& report) {
    if (report) {
        say(globals, fmt::format("Backup in {}: {} preserved files, {} of them new; {} written.\n", folder, grouped(report->blobs_seen),
                                 grouped(report->blobs_copied), bytes_text(report->bytes_copied)));
    } else {
        fmt::print(stderr, "guvoh: the backup in {} failed: {}\n", folder, report.error().text());
    }
}

std::unique_ptr<service::BackupSchedule> start_backups(const Globals& globals, const Options& options, service::Host& host) {
    if (options.backup_to.empty()) return nullptr;
    return std::make_unique<service::BackupSchedule>(
        service::BackupPlan{options.backup_to, std::chrono::hours(options.backup_hours)}, [&host] { return host.workspace(); },
        [&globals, folder = options.backup_to](const auto& report) { tell_backup(globals, folder, report); });
}

Expected<int> serve(const Globals& globals, const Options& options) {
    GUVOH_TRY(const std::string folder, vault_folder(globals));
    GUVOH_TRY(const auto passphrase, given_passphrase(globals));
    GUVOH_TRY(const auto site_with, site_options(options));
    GUVOH_TRY(const auto host, service::Host::start(folder, passphrase, http::host_options(site_with)));
    GUVOH_TRY(const auto site, http::Site::start(*host, site_with));
    announce(globals, *host, *site);
    if (options.open) open_browser(start_address(*host, *site));
    const auto backups = start_backups(globals, options, *host);
    while (!interrupted()) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    say(globals, "Stopping: finishing what runs...\n");
    site->stop();
    return 0;
}

}  // namespace

void add_serve(Verbs& verbs) {
    auto* verb = verbs.app.add_subcommand("serve", "Open the record in a browser, for one person or a team");
    verb->footer(R"(Examples:
  guvoh serve --vault ~/record            prints the address to open; makes the record there if the folder is empty
  guvoh serve --listen 0.0.0.0:443 --host record.example.org --tls-cert cert.pem --tls-key key.pem
  guvoh serve --behind-proxy --host record.example.org    behind a proxy on this machine that speaks TLS)");
    auto options = std::make_shared<Options>();
    verb->add_option("--listen", options->listen, "Address and port; port 0 takes any free one")->capture_default_str();
    verb->add_option("--host", options->hosts, "A name the server is reached by; may be repeated; passkeys belong to the first");
    verb->add_option("--tls-cert", options->tls_cert, "Certificate chain (PEM)");
    verb->add_option("--tls-key", options->tls_key, "Its private key (PEM)");
    verb->add_flag("--behind-proxy", options->behind_proxy, "Believe X-Forwarded-Proto and X-Forwarded-For from this machine");
    verb->add_option("--workers", options->workers, "Requests worked on at once")->capture_default_str()->check(CLI::Range(1, 256));
    verb->add_option("--upload-memory-mib", options->upload_memory_mib, "Memory for uploads that wait to be read")->capture_default_str();
    verb->add_option("--backup-to", options->backup_to, "Back the record up to this folder while it is served, as guvoh backup does");
    verb->add_option("--backup-hours", options->backup_hours, "Hours from one backup to the next")->capture_default_str()->check(CLI::Range(1, 8760));
    verb->add_flag("--no-log", options->no_log, "Write no line for each request");
    verb->add_flag("--open", options->open, "Open the address in this machine's browser");
    verb->callback([options, &verbs] {
        verbs.run = [options, &globals = verbs.globals] {
            const auto code = serve(globals, *options);
            return code ? *code : report_open_error(globals, code.error());
        };
    });
}

}  // namespace guvoh::cli
