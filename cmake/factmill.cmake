# Flags for every target, and one function a library.

add_library(factmill_flags INTERFACE)
target_include_directories(factmill_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(factmill_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow)
if(FACTMILL_SANITIZE)
  target_compile_options(factmill_flags INTERFACE
    -fsanitize=${FACTMILL_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(factmill_flags INTERFACE -fsanitize=${FACTMILL_SANITIZE})
endif()

# factmill_library(base [LINKS ...]): all .cc files of the current folder.
function(factmill_library name)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "LINKS;SOURCES")
  file(GLOB sources CONFIGURE_DEPENDS *.cc)
  add_library(factmill_${name} STATIC ${sources} ${ARG_SOURCES})
  target_link_libraries(factmill_${name} PUBLIC factmill_flags ${ARG_LINKS})
endfunction()

# factmill_embed(OUT.cc SYMBOL ROOT FILES...): the files' bytes as a table of
# {name relative to ROOT, text}, ended by a null name.
function(factmill_embed out symbol root)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DSYMBOL=${symbol} -DROOT=${root}
            "-DFILES=${ARGN}" -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${ARGN} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    VERBATIM)
endfunction()
