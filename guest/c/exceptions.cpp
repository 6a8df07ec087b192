/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a plugin in C++ needs besides shim.c: words for an exception that nobody in the plugin catches. `orthanc-wasm build
 * --toolchain emscripten` links it to every plugin.
 */
#include <cstring>
#include <exception>
#include <string>

namespace __cxxabiv1
{
  extern "C" void* __cxa_begin_catch(void* exception) noexcept;
}

/**
 * What an exception says of itself, or NULL. The host calls it with what it caught, and then lets the plugin go: nothing of
 * this is freed.
 */
extern "C" __attribute__((export_name("orthanc_wasm_exception")))
const char* orthanc_wasm_exception(void* exception)
{
  __cxxabiv1::__cxa_begin_catch(exception);
  try
  {
    throw;
  }
  catch (const std::exception& thrown)
  {
    return strdup(thrown.what());
  }
  catch (const std::string& text)
  {
    return strdup(text.c_str());
  }
  catch (const char* text)
  {
    return text;
  }
  catch (...)
  {
    return nullptr;
  }
}
