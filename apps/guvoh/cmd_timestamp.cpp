// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>
#include <fstream>
#include <sstream>

#include "cli.h"

namespace guvoh::cli {

namespace {

struct Options {
    std::string query_path, reply_path, authority, certificates;
};

base::Expected<std::string> read_small_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    if (!in) return base::fail(base::ErrorKind::Invalid, "cannot read " + path);
    return text.str();
}

base::Expected<int> timestamp(const Globals& globals, const Options& options, service::Workspace& workspace) {
    std::string certificates;
    if (!options.certificates.empty()) {
        GUVOH_TRY(certificates, read_small_file(options.certificates));
    }
    if (!options.query_path.empty()) {
        GUVOH_TRY(const std::string query, workspace.timestamp_query());
        std::ofstream out(options.query_path, std::ios::binary);
        out << query;
        if (!out.flush()) return base::fail(base::ErrorKind::Io, "the query cannot be written there");
        say(globals, "Send this query to a timestamp authority and bring its reply back with --store.\n");
        return 0;
    }
    if (options.reply_path.empty() && options.authority.empty()) {
        return base::fail(base::ErrorKind::Invalid, "give --authority URL, or --query FILE and later --store FILE");
    }
    std::string at;
    if (!options.reply_path.empty()) {
        GUVOH_TRY(const std::string reply, read_small_file(options.reply_path));
        GUVOH_TRY(at, workspace.store_timestamp(reply, certificates));
    } else {
        GUVOH_TRY(at, workspace.request_timestamp(options.authority, certificates));
    }
    if (globals.json) {
        base::Json json;
        json["attested_at"] = at;
        print_json(json);
    } else {
        print(fmt::format("The authority attests that the record stood as it is at {}.\n", at));
    }
    return 0;
}

}  // namespace

void add_timestamp(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("timestamp", "Have an RFC 3161 authority attest the present state of the record");
    app->footer(
        "Only a hash leaves this machine, and only to the authority you name.\n\n"
        "Examples:\n  guvoh timestamp --authority http://tsa.example.org --certificates tsa.pem\n"
        "  guvoh timestamp --query now.tsq      then, elsewhere: openssl ts, or any authority\n"
        "  guvoh timestamp --store now.tsr --certificates tsa.pem");
    auto options = std::make_shared<Options>();
    app->add_option("--authority", options->authority, "Address of the authority");
    app->add_option("--query", options->query_path, "Write the query to a file instead");
    app->add_option("--store", options->reply_path, "Check and keep a reply from a file");
    app->add_option("--certificates", options->certificates, "PEM file with the authority's certificates");
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] {
            return with_workspace(globals, [&](service::Workspace& workspace) { return timestamp(globals, *options, workspace); });
        };
    });
}

}  // namespace guvoh::cli
