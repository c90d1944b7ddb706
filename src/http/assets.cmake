# SPDX-License-Identifier: AGPL-3.0-or-later
# Embeds the web application that the target guvoh_web_assets builds, or a page that says it is missing.
add_executable(guvoh_embed embed_assets.cpp compress.cpp)
target_include_directories(guvoh_embed PRIVATE ${CMAKE_SOURCE_DIR}/src)
target_link_libraries(guvoh_embed PRIVATE guvoh::base guvoh::crypto PkgConfig::BROTLI_ENCODER PkgConfig::ZLIB guvoh_flags)

# Without the target: the folder and file of the placeholder.
set(guvoh_web_folder ${CMAKE_CURRENT_SOURCE_DIR}/placeholder)
set(guvoh_web_built ${CMAKE_CURRENT_SOURCE_DIR}/placeholder/index.html)
if(TARGET guvoh_web_assets)
  set(guvoh_web_folder ${GUVOH_WEB_DIST})
  get_target_property(guvoh_web_built guvoh_web_assets GUVOH_STAMP)
endif()

set(GUVOH_WEB_ASSETS ${CMAKE_CURRENT_BINARY_DIR}/web_assets.cpp)
add_custom_command(
  OUTPUT ${GUVOH_WEB_ASSETS} ${CMAKE_CURRENT_BINARY_DIR}/web_assets.bin
  COMMAND guvoh_embed ${guvoh_web_folder} ${GUVOH_WEB_ASSETS} ${CMAKE_CURRENT_BINARY_DIR}/web_assets.bin
  DEPENDS guvoh_embed ${guvoh_web_built}
  VERBATIM)
set_source_files_properties(${GUVOH_WEB_ASSETS} PROPERTIES OBJECT_DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/web_assets.bin)
