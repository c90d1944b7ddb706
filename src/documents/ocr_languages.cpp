// SPDX-License-Identifier: AGPL-3.0-or-later
#include <sys/stat.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "documents/extractor.h"

namespace guvoh::documents {

namespace {

std::vector<std::string> data_folders() {
    std::vector<std::string> folders;
    if (const char* named = std::getenv("TESSDATA_PREFIX"); named != nullptr) {
        folders.push_back(named);
        folders.push_back(std::string(named) + "/tessdata");
    }
    folders.push_back("/usr/share/tesseract-ocr/5/tessdata");
    folders.push_back("/usr/share/tessdata");
    return folders;
}

}  // namespace

const std::vector<std::string>& ocr_languages_wanted() {
    static const std::vector<std::string> wanted = {"rus", "kaz", "kir", "tgk", "uzb_cyrl", "eng", "uzb"};
    return wanted;
}

std::vector<std::string> ocr_languages_installed() {
    std::vector<std::string> installed;
    for (const std::string& language : ocr_languages_wanted()) {
        for (const std::string& folder : data_folders()) {
            struct stat info {};
            if (::stat((folder + "/" + language + ".traineddata").c_str(), &info) == 0) {
                installed.push_back(language);
                break;
            }
        }
    }
    return installed;
}

}  // namespace guvoh::documents
