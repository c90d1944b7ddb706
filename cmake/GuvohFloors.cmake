# SPDX-License-Identifier: AGPL-3.0-or-later
# Reads tests/lint/floors.txt, so that a link that climbs fails the configure, with the same list as the include check.
# guvoh_check_floor(user used...): stops unless each used module stands below the user or is a listed edge.
file(STRINGS ${CMAKE_SOURCE_DIR}/tests/lint/floors.txt GUVOH_FLOOR_LINES REGEX "^([0-9]+|edge|only) ")
set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/lint/floors.txt)
foreach(line IN LISTS GUVOH_FLOOR_LINES)
  if(line MATCHES "^([0-9]+) ([a-z_]+)")
    set(GUVOH_FLOOR_${CMAKE_MATCH_2} ${CMAKE_MATCH_1})
  elseif(line MATCHES "^edge ([a-z_]+) -> ([a-z_]+): ")
    set(GUVOH_EDGE_${CMAKE_MATCH_1}_${CMAKE_MATCH_2} ON)
  endif()
endforeach()

function(guvoh_check_floor user)
  if(NOT DEFINED GUVOH_FLOOR_${user})
    message(FATAL_ERROR "module ${user} has no floor in tests/lint/floors.txt")
  endif()
  foreach(target IN LISTS ARGN)
    if(target MATCHES "^guvoh::([a-z_]+)$")
      set(used ${CMAKE_MATCH_1})
      if(NOT DEFINED GUVOH_FLOOR_${used})
        message(FATAL_ERROR "${user} uses ${target}, which has no floor in tests/lint/floors.txt")
      elseif(NOT GUVOH_FLOOR_${used} LESS GUVOH_FLOOR_${user} AND NOT GUVOH_EDGE_${user}_${used})
        message(FATAL_ERROR "${user} (floor ${GUVOH_FLOOR_${user}}) must not use ${used} (floor ${GUVOH_FLOOR_${used}}): "
                            "tests/lint/floors.txt")
      endif()
    endif()
  endforeach()
endfunction()
