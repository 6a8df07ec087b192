/* SPDX-License-Identifier: Apache-2.0 */

/* A Python script as a plugin: the interpreter, and the four functions that a host calls. */
#define PY_SSIZE_T_CLEAN
#include "plugin.h"

extern PyObject* PyInit_zlib(void);

/* The standard library and `_orthanc_start`, compiled: see freeze.py. */
static const unsigned char library[] = {
#embed "library.bin"
};

/* The build writes the address of the files here. A script without files does not exist. */
const unsigned char* orthanc_python_files = NULL;

static OrthancPluginContext* context = NULL;
static PyObject* start_module = NULL;
static char name[256];

OrthancPluginContext* plugin_context(void)
{
  return context;
}

/* --- requests --- */

/* Each route needs a function of its own, as the host does not pass the route. */
const int plugin_most_routes = 1000;
static PyObject* routes[1000];
static int route_count = 0;

static PyObject* decode(const char* text)
{
  return PyUnicode_DecodeUTF8(text, (Py_ssize_t) strlen(text), "surrogateescape");
}

static PyObject* make_map(uint32_t count, const char* const* keys, const char* const* values)
{
  PyObject* map = PyDict_New();
  uint32_t i;
  for (i = 0; map != NULL && i < count; i++)
  {
    PyObject *key = decode(keys[i]), *value = decode(values[i]);
    if (key == NULL || value == NULL || PyDict_SetItem(map, key, value) != 0) Py_CLEAR(map);
    Py_XDECREF(key);
    Py_XDECREF(value);
  }
  return map;
}

static PyObject* make_groups(const OrthancPluginHttpRequest* request)
{
  PyObject* groups = PyTuple_New(request->groupsCount);
  uint32_t i;
  for (i = 0; groups != NULL && i < request->groupsCount; i++)
  {
    PyObject* group = decode(request->groups[i] == NULL ? "" : request->groups[i]);
    if (group == NULL) Py_CLEAR(groups);
    else PyTuple_SET_ITEM(groups, i, group);
  }
  return groups;
}

/* Takes over the value. */
static int set(PyObject* map, const char* key, PyObject* value)
{
  int failed = value == NULL || PyDict_SetItemString(map, key, value) != 0;
  Py_XDECREF(value);
  return !failed;
}

static PyObject* make_request(const OrthancPluginHttpRequest* request)
{
  static const char* const methods[] = { "", "GET", "POST", "PUT", "DELETE" };
  OrthancPluginHttpMethod method = request->method;
  int hasBody = method == OrthancPluginHttpMethod_Post || method == OrthancPluginHttpMethod_Put;
  PyObject* map = PyDict_New();
  if (map == NULL) return NULL;
  if (set(map, "method", PyUnicode_FromString(methods[method])) && set(map, "groups", make_groups(request)) &&
      (method != OrthancPluginHttpMethod_Get ||
       set(map, "get", make_map(request->getCount, request->getKeys, request->getValues))) &&
      set(map, "headers", make_map(request->headersCount, request->headersKeys, request->headersValues)) &&
      (!hasBody || set(map, "body", PyBytes_FromStringAndSize(request->body, request->bodySize))))
    return map;
  Py_DECREF(map);
  return NULL;
}

/* Logs the exception that Python has raised, with the lines of the script. */
static void report(const char* title)
{
  PyObject* exception = PyErr_GetRaisedException();
  PyObject* done = PyObject_CallMethod(start_module, "report", "sO", title, exception);
  if (done == NULL)
  {
    PyErr_Clear();
    OrthancPluginLogError(context, "an exception whose traceback cannot be made");
  }
  Py_XDECREF(done);
  Py_XDECREF(exception);
}

static OrthancPluginErrorCode answer(
  int route, OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  PyObject *keywords = make_request(request), *arguments = NULL, *result = NULL;
  if (keywords != NULL) arguments = Py_BuildValue("(NN)", module_make_output(output), decode(url));
  if (arguments != NULL) result = PyObject_Call(routes[route], arguments, keywords);
  Py_XDECREF(arguments);
  Py_XDECREF(keywords);
  if (result == NULL)
  {
    report("Error in the REST callback");
    return OrthancPluginErrorCode_Plugin;
  }
  Py_DECREF(result);
  return OrthancPluginErrorCode_Success;
}

#define EACH_DIGIT(F, n) F(n##0) F(n##1) F(n##2) F(n##3) F(n##4) F(n##5) F(n##6) F(n##7) F(n##8) F(n##9)
#define EACH_TEN(F, n)                                                                                       \
  EACH_DIGIT(F, n##0) EACH_DIGIT(F, n##1) EACH_DIGIT(F, n##2) EACH_DIGIT(F, n##3) EACH_DIGIT(F, n##4)        \
  EACH_DIGIT(F, n##5) EACH_DIGIT(F, n##6) EACH_DIGIT(F, n##7) EACH_DIGIT(F, n##8) EACH_DIGIT(F, n##9)
/* A 1 in front, so that no number begins with 0, which C reads as octal. */
#define EACH_ROUTE(F)                                                                                        \
  EACH_TEN(F, 10) EACH_TEN(F, 11) EACH_TEN(F, 12) EACH_TEN(F, 13) EACH_TEN(F, 14)                            \
  EACH_TEN(F, 15) EACH_TEN(F, 16) EACH_TEN(F, 17) EACH_TEN(F, 18) EACH_TEN(F, 19)

#define DEFINE(n)                                                                                            \
  static OrthancPluginErrorCode on_##n(                                                                      \
    OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)               \
  {                                                                                                          \
    return answer(n - 1000, output, url, request);                                                           \
  }
#define LIST(n) on_##n,

EACH_ROUTE(DEFINE)
static const OrthancPluginRestCallback callbacks[] = { EACH_ROUTE(LIST) };

int plugin_add_route(const char* pattern, PyObject* callback)
{
  if (route_count == plugin_most_routes) return 0;
  routes[route_count] = Py_NewRef(callback);
  OrthancPluginRegisterRestCallback(context, pattern, callbacks[route_count++]);
  return 1;
}

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
  PyImport_AppendInittab("orthanc", module_create);
  PyImport_AppendInittab("_orthanc_client", client_create);
  PyImport_AppendInittab("zlib", PyInit_zlib);
  status = configure();
  if (PyStatus_Exception(status))
  {
    fprintf(stderr, "Python does not start: %s\n", status.err_msg == NULL ? "?" : status.err_msg);
    return 0;
  }
  start_module = PyImport_ImportModule("_orthanc_start");
  if (start_module != NULL) return 1;
  PyErr_Print();
  return 0;
}

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  PyObject* done;
  context = given;
  if (!prepare()) return -1;
  done = PyObject_CallMethod(start_module, "run", "s", OrthancPluginGetName());
  if (done == NULL)
  {
    report("Error in the script");
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
