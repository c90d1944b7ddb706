# SPDX-License-Identifier: AGPL-3.0-or-later
# Third-party libraries as imported targets, each used by one module (docs/dependencies.md).
find_package(PkgConfig REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n data)
find_package(OpenSSL REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
find_package(fmt REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)

# SQLite3 Multiple Ciphers: fetched and built once by tools/build-sqlite3mc.sh into build/third_party,
# shared by all presets (it is C, hidden symbols, not instrumented).
set(GUVOH_SQLITE3MC_DIR ${CMAKE_SOURCE_DIR}/build/third_party/sqlite3mc)
if(NOT EXISTS ${GUVOH_SQLITE3MC_DIR}/libsqlite3mc.a)
  execute_process(COMMAND ${CMAKE_SOURCE_DIR}/tools/build-sqlite3mc.sh RESULT_VARIABLE sqlite3mc_result)
  if(NOT sqlite3mc_result EQUAL 0)
    message(FATAL_ERROR "tools/build-sqlite3mc.sh failed; run `make deps` first")
  endif()
endif()
add_library(sqlite3mc STATIC IMPORTED)
set_target_properties(sqlite3mc PROPERTIES
  IMPORTED_LOCATION ${GUVOH_SQLITE3MC_DIR}/libsqlite3mc.a
  INTERFACE_INCLUDE_DIRECTORIES ${GUVOH_SQLITE3MC_DIR}
  INTERFACE_LINK_LIBRARIES "m;dl;pthread")
