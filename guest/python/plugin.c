/* SPDX-License-Identifier: Apache-2.0 */

/* A Python script as a plugin: the interpreter, and the four functions that a host calls. */
#define PY_SSIZE_T_CLEAN
#include "plugin.h"

/* Modules in C that CPython's own table lacks. */
extern PyObject *PyInit_zlib(void), *PyInit__bz2(void), *PyInit__lzma(void), *PyInit__sqlite3(void), *PyInit__imaging(void),
  *PyInit__imagingft(void), *PyInit__imagingmath(void), *PyInit__imagingmorph(void);

static PyObject* create_orthanc(void)
{
  PyObject* module = module_create();
  return module != NULL && callbacks_add(module) ? module : NULL;
}

static struct _inittab modules[] = {
  { "orthanc", create_orthanc },
  { "_orthanc_client", client_create },
  { "_orthanc_timer", timer_create },
  { "zlib", PyInit_zlib },
  { "_bz2", PyInit__bz2 },
  { "_lzma", PyInit__lzma },
  { "_sqlite3", PyInit__sqlite3 },
  { "PIL._imaging", PyInit__imaging },
  { "PIL._imagingft", PyInit__imagingft },
  { "PIL._imagingmath", PyInit__imagingmath },
  { "PIL._imagingmorph", PyInit__imagingmorph },
  { NULL, NULL },
};

/* The standard library and `_orthanc_start`, compiled: see freeze.py. */
static const unsigned char library[] = {
#embed "library.bin"
};

/* The build writes the address of the files here. A script without files does not exist. */
const unsigned char* orthanc_python_files = NULL;

static PyObject* start_module = NULL;
static char name[256];

/* --- the interpreter --- */

/* library.bin: the number of modules, then for each the length of its name with a NUL, whether it is a package, the length
   of its code, name and code. */
static void freeze_library(void)
{
  const unsigned char* at = library;
  struct _frozen* table;
  uint32_t count, i;
  memcpy(&count, at, 4);
  at += 4;
  table = calloc(count + 1, sizeof(struct _frozen));
  for (i = 0; i < count; i++)
  {
    uint32_t head[3];
    memcpy(head, at, sizeof(head));
    table[i].name = (const char*) at + sizeof(head);
    table[i].code = at + sizeof(head) + head[0];
    table[i].is_package = (int) head[1];
    table[i].size = (int) head[2];
    at += sizeof(head) + head[0] + head[2];
  }
  PyImport_FrozenModules = table;
}

static PyStatus configure(void)
{
  PyPreConfig early;
  PyConfig config;
  PyStatus status;
  PyPreConfig_InitIsolatedConfig(&early);
  early.utf8_mode = 1;
  status = Py_PreInitialize(&early);
  if (PyStatus_Exception(status)) return status;
  PyConfig_InitIsolatedConfig(&config);
  config.module_search_paths_set = 1;
  config.site_import = 0;
  config.install_signal_handlers = 0;
  config.write_bytecode = 0;
  config.pathconfig_warnings = 0;
  config.buffered_stdio = 1;
  PyConfig_SetString(&config, &config.program_name, L"/orthanc");
  PyConfig_SetString(&config, &config.home, L"/");
  PyConfig_SetString(&config, &config.executable, L"/orthanc");
  PyConfig_SetString(&config, &config.stdlib_dir, L"/lib");
  status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  return status;
}

/* Starts the interpreter, once. */
static int prepare(void)
{
  PyStatus status;
  if (Py_IsInitialized()) return 1;
  files_open();
  freeze_library();
  PyImport_ExtendInittab(modules);
  status = configure();
  if (PyStatus_Exception(status))
  {
    fprintf(stderr, "Python does not start: %s\n", status.err_msg == NULL ? "?" : status.err_msg);
    return 0;
  }
  /* CPython's own limit, which is for another engine, is beyond the stack of this one. */
  PyThreadState_Get()->c_recursion_remaining = 500;
  start_module = PyImport_ImportModule("_orthanc_start");
  if (start_module != NULL) return 1;
  PyErr_Print();
  return 0;
}

/*
 * Does the part of the start that is the same for all instances. The host may call it once, keep the memory, and start every
 * instance with it.
 */
__attribute__((export_name("orthanc_wasm_prepare"))) int32_t orthanc_wasm_prepare(void)
{
  PyObject* done;
  if (!prepare()) return -1;
  done = PyObject_CallMethod(start_module, "prepare", "s", OrthancPluginGetName());
  if (done == NULL)
  {
    PyErr_Clear();
    return -1;
  }
  Py_DECREF(done);
  return 0;
}

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  PyObject* done;
  host_begin(given);
  if (!prepare()) return -1;
  done = PyObject_CallMethod(start_module, "run", "s", OrthancPluginGetName());
  if (done == NULL)
  {
    host_report("Error in the script");
    return -1;
  }
  Py_DECREF(done);
  return 0;
}

ORTHANC_PLUGINS_API void OrthancPluginFinalize(void)
{
}

/* The name of the script without its extension. */
ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void)
{
  uint32_t length;
  memcpy(&length, orthanc_python_files, 4);
  if (length > sizeof(name) + 2) length = sizeof(name) + 2;
  memcpy(name, orthanc_python_files + 8, length - 3);
  name[length - 3] = 0;
  return name;
}

ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void)
{
  return "python " PY_VERSION;
}
