# SPDX-License-Identifier: Apache-2.0

# A plugin is linked as a program without a main function.
foreach(kind SHARED_LIBRARY SHARED_MODULE)
  foreach(language C CXX)
    set(CMAKE_${language}_CREATE_${kind}
      "<CMAKE_${language}_COMPILER> <LANGUAGE_COMPILE_FLAGS> @${ORTHANC_WASM_GUEST}/cpp/link.flags <LINK_FLAGS> <OBJECTS> \"${ORTHANC_WASM_SHIM}\" -o <TARGET> <LINK_LIBRARIES>")
  endforeach()
  set(CMAKE_${kind}_PREFIX "")
  set(CMAKE_${kind}_SUFFIX ".wasm")
endforeach()
set_property(GLOBAL PROPERTY TARGET_SUPPORTS_SHARED_LIBS TRUE)
