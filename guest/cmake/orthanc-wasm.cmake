# SPDX-License-Identifier: Apache-2.0

# CMake compiles a plugin for orthanc-wasm, with Emscripten: cmake -DCMAKE_TOOLCHAIN_FILE=THIS_FILE. Each shared library or module of
# the project becomes a plugin, NAME.wasm.

get_filename_component(ORTHANC_WASM_GUEST "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)

# Emscripten's own toolchain file.
if(NOT EMSCRIPTEN_ROOT_PATH)
  find_program(ORTHANC_WASM_EMCC emcc)
  if(NOT ORTHANC_WASM_EMCC)
    message(FATAL_ERROR "emcc is not installed: apt-get install emscripten, or put the emcc of the Emscripten SDK into the path")
  endif()
  get_filename_component(ORTHANC_WASM_EMCC_FILE "${ORTHANC_WASM_EMCC}" REALPATH)
  get_filename_component(EMSCRIPTEN_ROOT_PATH "${ORTHANC_WASM_EMCC_FILE}" DIRECTORY)
endif()
include("${EMSCRIPTEN_ROOT_PATH}/cmake/Modules/Platform/Emscripten.cmake")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug or Release")
endif()

# Our headers of Boost.Thread come before Boost's.
foreach(language C CXX)
  set(CMAKE_${language}_FLAGS_INIT "@${ORTHANC_WASM_GUEST}/cpp/compile.flags -isystem ${ORTHANC_WASM_GUEST}/include")
  set(CMAKE_${language}_STANDARD_INCLUDE_DIRECTORIES "${ORTHANC_WASM_GUEST}/cpp")
endforeach()

# What every plugin is linked with; written once for each build folder.
set(ORTHANC_WASM_SHIM "${CMAKE_BINARY_DIR}/CMakeFiles/orthanc-wasm-shim.o")
if(NOT EXISTS "${ORTHANC_WASM_SHIM}")
  execute_process(
    COMMAND "${CMAKE_C_COMPILER}" "@${ORTHANC_WASM_GUEST}/cpp/compile.flags" -O2
      -isystem "${ORTHANC_WASM_GUEST}/include" -c "${ORTHANC_WASM_GUEST}/c/shim.c" -o "${ORTHANC_WASM_SHIM}"
    COMMAND_ERROR_IS_FATAL ANY)
endif()

# How a library is linked: read after the rules of Emscripten's toolchain, which has no shared libraries.
set(CMAKE_USER_MAKE_RULES_OVERRIDE "${CMAKE_CURRENT_LIST_DIR}/link-rules.cmake")
