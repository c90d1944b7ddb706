// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Functions of a library that is loaded only when a document needs it: Tesseract and libheif are large, and may be missing.
//
// Threads: any.
#pragma once

#include <dlfcn.h>

namespace guvoh::documents {

/// Finds one function of a library that dlopen() gave; false when the library has none of this name.
template <class Function>
bool find_function(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(library, name));
    return function != nullptr;
}

}  // namespace guvoh::documents
