// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A small workspace with the recommendations desk, for tests.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "recommendations/review_import.h"
#include "service/testing/small_workspace.h"

namespace guvoh::recommendations::testing {

class SmallDesk : public service::testing::SmallWorkspace {
protected:
    void SetUp() override {
        SmallWorkspace::SetUp();
        open_desk();
    }
    void TearDown() override {
        close_desk();
        SmallWorkspace::TearDown();
    }
    void open_desk() {
        auto records = RecordDesk::open(*workspace_);
        ASSERT_TRUE(records.has_value()) << records.error().text();
        records_ = std::move(*records);
        desk_ = std::make_unique<Desk>(*records_);
    }
    void close_desk() {
        desk_.reset();
        records_.reset();
    }

    /// Who may do everything in some compartments.
    static Caller member(const std::set<std::string, std::less<>>& compartments) {
        Caller caller;
        caller.permissions = access::PermissionSet::all();
        caller.compartments = compartments;
        return caller;
    }
    /// Makes a record and gives its id.
    std::string make(std::string_view type, const base::Json& fields, const std::string& compartment = "general", const Caller& caller = Caller::owner()) {
        const auto made = records_->create(caller, type, fields, compartment, "typed in");
        EXPECT_TRUE(made.has_value()) << made.error().text();
        return made ? made->id : std::string{};
    }
    ListReply list(const std::string& type, const std::string& sort = "", const Caller& caller = Caller::owner()) {
        ListRequest request;
        request.type = type;
        request.sort = sort;
        return records_->list(caller, request).value();
    }
    /// Imports, and checks that every row is counted.
    ReviewImportReport import(const ReviewImportOptions& options, const Caller& caller = Caller::owner()) {
        const auto report = import_reviews(*desk_, caller, options);
        EXPECT_TRUE(report.has_value()) << report.error().text();
        if (!report) return {};
        EXPECT_EQ(report->seen, report->taken + report->folded + report->doubles + report->refused.size());
        return *report;
    }
    /// Writes a file about the first review of Kyrgyzstan and imports it.
    ReviewImportReport import_file(const std::string& name, const std::string& text, const std::string& format, bool dry_run = false) {
        write(name, text);
        ReviewImportOptions options;
        options.path = (source_ / name).string();
        options.format = format;
        options.state = "KGZ";
        options.cycle = 1;
        options.dry_run = dry_run;
        return import(options);
    }

    std::unique_ptr<RecordDesk> records_;
    std::unique_ptr<Desk> desk_;
};

}  // namespace guvoh::recommendations::testing
