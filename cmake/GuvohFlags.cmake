# SPDX-License-Identifier: AGPL-3.0-or-later
# Flags live on interface targets; every target of ours links them, nothing is global.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

option(GUVOH_WERROR "Treat warnings as errors" ON)
option(GUVOH_FUZZ "Build libFuzzer targets (clang)" OFF)
set(GUVOH_SANITIZE "" CACHE STRING "address,undefined | thread | empty")

add_library(guvoh_warnings INTERFACE)
target_compile_options(guvoh_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wundef
  $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety -Wdocumentation>
  $<$<BOOL:${GUVOH_WERROR}>:-Werror>)

add_library(guvoh_sanitize INTERFACE)
if(GUVOH_SANITIZE)
  target_compile_options(guvoh_sanitize INTERFACE -fsanitize=${GUVOH_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(guvoh_sanitize INTERFACE -fsanitize=${GUVOH_SANITIZE})
endif()
if(GUVOH_FUZZ)
  target_compile_options(guvoh_sanitize INTERFACE -fsanitize=fuzzer-no-link)
endif()

add_library(guvoh_harden INTERFACE)
target_compile_options(guvoh_harden INTERFACE -fstack-protector-strong)
if(NOT GUVOH_SANITIZE)
  target_compile_options(guvoh_harden INTERFACE $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2>)
endif()
target_link_options(guvoh_harden INTERFACE -Wl,-z,relro,-z,now)

find_package(Threads REQUIRED)
add_library(guvoh_flags INTERFACE)
target_link_libraries(guvoh_flags INTERFACE guvoh_warnings guvoh_sanitize guvoh_harden Threads::Threads)
