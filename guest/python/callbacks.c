/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What Orthanc calls: functions of the script, found by a route or by their place in a registration. The generated functions of
 * callback-table.h make Python's arguments; the functions `read_…` make a result for Orthanc of what Python returns.
 */
#define PY_SSIZE_T_CLEAN
#include "plugin.h"

static PyObject* decode(const char* text)
{
  if (text == NULL) text = "";
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

/* --- requests --- */

/* Each route needs a function of its own, as the host does not pass the route. */
#define MOST_ROUTES 1000
static PyObject* routes[MOST_ROUTES];
static int route_count = 0;

static PyObject* make_groups(const OrthancPluginHttpRequest* request)
{
  PyObject* groups = PyTuple_New(request->groupsCount);
  uint32_t i;
  for (i = 0; groups != NULL && i < request->groupsCount; i++)
  {
    PyObject* group = decode(request->groups[i]);
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
    host_report("Error in the REST callback");
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

static PyObject* register_rest_callback(PyObject* self, PyObject* arguments)
{
  const char* pattern;
  PyObject* callback;
  if (!module_has_context()) return NULL;
  if (!PyArg_ParseTuple(arguments, "sO", &pattern, &callback))
  {
    PyErr_SetString(PyExc_ValueError, "Expected a string (URI) and a callback function");
    return NULL;
  }
  if (route_count == MOST_ROUTES)
    return PyErr_Format(PyExc_MemoryError, "a script can register at most %d REST callbacks", MOST_ROUTES);
  routes[route_count] = Py_NewRef(callback);
  OrthancPluginRegisterRestCallback(host_context(), pattern, callbacks[route_count++]);
  Py_RETURN_NONE;
}

/* --- other callbacks: arguments --- */

static PyObject* make_texts(uint32_t count, const char* const* texts)
{
  PyObject* list = PyList_New(count);
  uint32_t i;
  for (i = 0; list != NULL && i < count; i++)
  {
    PyObject* text = decode(texts[i]);
    if (text == NULL) Py_CLEAR(list);
    else PyList_SET_ITEM(list, i, text);
  }
  return list;
}

static PyObject* make_level(OrthancPluginResourceType level)
{
  static const char* const names[] = { "PATIENT", "STUDY", "SERIES", "INSTANCE" };
  return decode((unsigned) level < 4 ? names[level] : "");
}

static void drop(PyObject* map, const char* key)
{
  if (map != NULL) PyDict_DelItemString(map, key);
}

/* An object of the script that Orthanc keeps from one callback to the next: about a C-MOVE, or about a storage commitment. */
typedef struct
{
  PyObject* object;
  /* The size of a C-MOVE could not be found out, which only its steps can report. */
  int hasFailed;
} Held;

static PyObject* object_of(void* held)
{
  return ((Held*) held)->object;
}

/* --- other callbacks: calls and results --- */

typedef struct
{
  const char* name;
  /* Why it fails with another number of functions, and where it is called again; where the host calls them. */
  const char* expects;
  const char* twice;
  const char* works;
  int service;
  int firstSlot;
  int slotCount;
  /* The parameters of the service. */
  void* callbacks[4];
} Registration;

static const char* name_of(int slot);

/* Calls a function of the script, and takes over its arguments. NULL: it failed, which is logged. */
static PyObject* run(int slot, PyObject* arguments, PyObject* keywords);

/* Logs that a function of the script returned what it must not. */
static void report_result(int slot, PyObject* result, const char* expected)
{
  char text[300];
  snprintf(text, sizeof(text), "%s: the function returned %.100s, not %s", name_of(slot), Py_TYPE(result)->tp_name, expected);
  OrthancPluginLogError(host_context(), text);
}

/* As an int that is in range; 0 if it is not one, which is logged. */
static int read_number(int slot, PyObject* result, const char* expected, long long most, long long* number)
{
  int overflow = 0;
  *number = PyLong_Check(result) ? PyLong_AsLongLongAndOverflow(result, &overflow) : -1;
  if (PyLong_Check(result) && overflow == 0 && *number >= 0 && *number <= most) return 1;
  report_result(slot, result, expected);
  return 0;
}

/* Whatever it returned. */
static OrthancPluginErrorCode read_code(int slot, PyObject* result)
{
  if (result == NULL) return OrthancPluginErrorCode_Plugin;
  Py_DECREF(result);
  return OrthancPluginErrorCode_Success;
}

static int32_t read_truth(int slot, PyObject* result)
{
  int32_t truth = -1;
  if (result == NULL) return -1;
  if (PyBool_Check(result)) truth = result == Py_True;
  else report_result(slot, result, "a bool");
  Py_DECREF(result);
  return truth;
}

/* 0 stores the instance, another number is the status that refuses it. */
static int32_t read_dimse_status(int slot, PyObject* result, uint16_t* status)
{
  long long number;
  int32_t action = -1;
  if (result == NULL) return -1;
  if (read_number(slot, result, "an int from 0 to 65535", 0xffff, &number))
  {
    *status = (uint16_t) number;
    action = number == 0;
  }
  Py_DECREF(result);
  return action;
}

static int copy_bytes(PyObject* bytes, OrthancPluginMemoryBuffer64* target)
{
  Py_ssize_t size = PyBytes_GET_SIZE(bytes);
  if (OrthancPluginCreateMemoryBuffer64(host_context(), target, (uint64_t) size) != OrthancPluginErrorCode_Success) return 0;
  memcpy(target->data, PyBytes_AS_STRING(bytes), (size_t) size);
  return 1;
}

/*
 * As Orthanc's own plugin: what is not a pair, or has failed, keeps the instance. Orthanc refuses an instance that is to be
 * modified, or has an unknown action, and has no bytes.
 */
static OrthancPluginReceivedInstanceAction read_action(int slot, PyObject* result, OrthancPluginMemoryBuffer64* modified)
{
  OrthancPluginReceivedInstanceAction action = OrthancPluginReceivedInstanceAction_KeepAsIs;
  if (result == NULL) return action;
  if (!PyTuple_Check(result) || PyTuple_GET_SIZE(result) != 2 || !PyLong_Check(PyTuple_GET_ITEM(result, 0)))
    report_result(slot, result, "a tuple of a ReceivedInstanceAction and bytes");
  else
  {
    PyObject* bytes = PyTuple_GET_ITEM(result, 1);
    int overflow;
    long number = PyLong_AsLongAndOverflow(PyTuple_GET_ITEM(result, 0), &overflow);
    int isKnown = number == OrthancPluginReceivedInstanceAction_KeepAsIs || number == OrthancPluginReceivedInstanceAction_Discard;
    action = isKnown ? (OrthancPluginReceivedInstanceAction) number : OrthancPluginReceivedInstanceAction_Modify;
    if (number == OrthancPluginReceivedInstanceAction_Modify && PyBytes_Check(bytes)) copy_bytes(bytes, modified);
    else if (!isKnown) report_result(slot, bytes, "bytes");
  }
  Py_DECREF(result);
  return action;
}

static OrthancPluginErrorCode read_file(int slot, PyObject* result, OrthancPluginMemoryBuffer64* target)
{
  OrthancPluginErrorCode code = OrthancPluginErrorCode_Plugin;
  if (result == NULL) return code;
  if (!PyBytes_Check(result)) report_result(slot, result, "bytes");
  else code = copy_bytes(result, target) ? OrthancPluginErrorCode_Success : OrthancPluginErrorCode_NotEnoughMemory;
  Py_DECREF(result);
  return code;
}

/* Takes the object over; NULL refuses what it is for. */
static void* hold_object(int slot, PyObject* object)
{
  Held* held = object == NULL ? NULL : malloc(sizeof(Held));
  if (held == NULL)
  {
    Py_XDECREF(object);
    return NULL;
  }
  *held = (Held) { object, 0 };
  return held;
}

static void release_object(void* held)
{
  Py_DECREF(object_of(held));
  free(held);
}

/* A number of steps. Where there is none, one step fails, so that the C-MOVE does. */
static uint32_t read_size(int slot, PyObject* result, void* held)
{
  long long number;
  int isGood = result != NULL && read_number(slot, result, "a positive int", UINT32_MAX, &number);
  Py_XDECREF(result);
  if (isGood) return (uint32_t) number;
  ((Held*) held)->hasFailed = 1;
  return 1;
}

static OrthancPluginErrorCode read_step(int slot, PyObject* result, void* held)
{
  return ((Held*) held)->hasFailed ? OrthancPluginErrorCode_Plugin : read_code(slot, result);
}

static void read_end(int slot, PyObject* result, void* held)
{
  Py_XDECREF(result);
  release_object(held);
}

/* A C-MOVE with one function has one step, which is its call. */
static uint32_t count_one(void* held)
{
  return 1;
}

static OrthancPluginErrorCode apply_kept(void* held);

/* Without an object Orthanc itself says which instances it has. */
static OrthancPluginErrorCode read_handler(int slot, PyObject* result, void** handler)
{
  *handler = hold_object(slot, result);
  return OrthancPluginErrorCode_Success;
}

/* An error fails the storage commitment: that an instance is kept safely is not said for a function that failed. */
static OrthancPluginErrorCode read_reason(int slot, PyObject* result, OrthancPluginStorageCommitmentFailureReason* reason)
{
  long long number;
  int isGood = result != NULL && read_number(slot, result, "a StorageCommitmentFailureReason", INT32_MAX, &number);
  Py_XDECREF(result);
  if (isGood) *reason = (OrthancPluginStorageCommitmentFailureReason) number;
  return isGood ? OrthancPluginErrorCode_Success : OrthancPluginErrorCode_Plugin;
}

/* --- registrations --- */

static PyObject* register_functions(const Registration* row, PyObject* arguments);

#define REGISTER(index)                                                   \
  static PyObject* register_##index(PyObject* self, PyObject* arguments)  \
  {                                                                       \
    return register_functions(&registrations[index], arguments);          \
  }

#include "callback-table.h"

static PyObject* registered[SLOT_COUNT];

static const char* name_of(int slot)
{
  const Registration* row = registrations;
  while (slot >= row->firstSlot + row->slotCount) row++;
  return row->name;
}

static PyObject* run(int slot, PyObject* arguments, PyObject* keywords)
{
  PyObject* result = NULL;
  if (!PyErr_Occurred()) result = PyObject_Call(registered[slot], arguments, keywords);
  Py_XDECREF(arguments);
  Py_XDECREF(keywords);
  if (result == NULL)
  {
    char title[100];
    snprintf(title, sizeof(title), "Error in a function of %s", name_of(slot));
    host_report(title);
  }
  return result;
}

static OrthancPluginErrorCode apply_kept(void* held)
{
  int slot = RegisterMoveCallback_MoveCallback;
  return read_code(slot, run(slot, PyTuple_New(0), Py_NewRef(object_of(held))));
}

/* A callback that the host does not call fails the script when it starts, and not silently later. */
static PyObject* register_functions(const Registration* row, PyObject* arguments)
{
  int i, code;
  if (!module_has_context()) return NULL;
  if (PyTuple_GET_SIZE(arguments) != row->slotCount)
  {
    PyErr_SetString(PyExc_ValueError, row->expects);
    return NULL;
  }
  if (registered[row->firstSlot] != NULL)
  {
    PyErr_SetString(PyExc_RuntimeError, row->twice);
    return NULL;
  }
  code = host_context()->InvokeService(host_context(), (_OrthancPluginService) row->service, row->callbacks);
  if (code == OrthancPluginErrorCode_NotImplemented)
  {
    char text[100];
    snprintf(text, sizeof(text), "%s works %s", row->name, row->works);
    return module_raise(code, text);
  }
  if (code != OrthancPluginErrorCode_Success) return module_raise(code, NULL);
  for (i = 0; i < row->slotCount; i++) registered[row->firstSlot + i] = Py_NewRef(PyTuple_GET_ITEM(arguments, i));
  Py_RETURN_NONE;
}

static PyMethodDef rest_functions[] = {
  { "RegisterRestCallback", register_rest_callback, METH_VARARGS, "Registers a function for the paths that match a regular expression." },
  { NULL, NULL, 0, NULL },
};

int callbacks_add(PyObject* module)
{
  return PyModule_AddFunctions(module, rest_functions) == 0 && PyModule_AddFunctions(module, registration_functions) == 0;
}
