# SPDX-License-Identifier: AGPL-3.0-or-later
# guvoh_embed_texts(OUT out.cpp HEADER "module/file.h" NAMESPACE guvoh::module FUNCTIONS name=a.json,b.json ...)
# Builds texts into the program: each function of the made .cpp gives the contents of its files, in order, as string_views.
# Run as a script (cmake -P), it writes the file.
if(CMAKE_SCRIPT_MODE_FILE)
  set(text "// SPDX-License-Identifier: AGPL-3.0-or-later\n// Made by cmake/EmbedText.cmake from the files named below.\n")
  string(APPEND text "#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\n\n")
  string(REPLACE "|" ";" functions "${FUNCTIONS}")
  foreach(function IN LISTS functions)
    string(REGEX MATCH "^([a-z_]+)=(.*)$" matched "${function}")
    string(APPEND text "std::vector<std::string_view> ${CMAKE_MATCH_1}() {\n    return {\n")
    string(REPLACE "," ";" files "${CMAKE_MATCH_2}")
    foreach(file IN LISTS files)
      file(READ "${ROOT}/${file}" content)
      string(APPEND text "        // ${file}\n        R\"guvoh(${content})guvoh\",\n")
    endforeach()
    string(APPEND text "    };\n}\n\n")
  endforeach()
  file(WRITE "${OUT}" "${text}}  // namespace ${NAMESPACE}\n")
  return()
endif()

function(guvoh_embed_texts)
  cmake_parse_arguments(ARG "" "OUT;HEADER;NAMESPACE" "FUNCTIONS" ${ARGN})
  set(inputs "")
  foreach(function IN LISTS ARG_FUNCTIONS)
    string(REGEX REPLACE "^[a-z_]+=" "" files "${function}")
    string(REPLACE "," ";" files "${files}")
    list(TRANSFORM files PREPEND "${CMAKE_SOURCE_DIR}/")
    list(APPEND inputs ${files})
  endforeach()
  string(REPLACE ";" "|" functions "${ARG_FUNCTIONS}")
  add_custom_command(OUTPUT ${ARG_OUT}
    COMMAND ${CMAKE_COMMAND} "-DOUT=${ARG_OUT}" "-DROOT=${CMAKE_SOURCE_DIR}" "-DHEADER=${ARG_HEADER}" "-DNAMESPACE=${ARG_NAMESPACE}"
            "-DFUNCTIONS=${functions}" -P ${CMAKE_SOURCE_DIR}/cmake/EmbedText.cmake
    DEPENDS ${inputs} ${CMAKE_SOURCE_DIR}/cmake/EmbedText.cmake VERBATIM)
endfunction()
