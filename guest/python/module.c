/* SPDX-License-Identifier: Apache-2.0 */

/* The module `orthanc`: tables generated from abi/, one function that calls any service, and what no table says. */
#define PY_SSIZE_T_CLEAN
#include "plugin.h"
#include <structmember.h>

enum { STRING, DATA, INTEGER, FLOAT, HANDLE, LITERAL, PLUGIN_NAME };
enum { NOTHING, CODE, BYTES, TEXT, CONSTANT_TEXT, SIGNED, UNSIGNED, LONG, TRUTH, OBJECT };

typedef struct
{
  int kind;
  int width;
  int at;
  /* Of DATA: the offset of its size, or -1. Of LITERAL: its value. */
  int sizeAt;
  int handleClass;
} Argument;

typedef struct
{
  const char* name;
  int service;
  /* Bytes of the parameter struct; 0: the only argument stands in its place. */
  int size;
  const Argument* arguments;
  int argumentCount;
  /* Those that the caller passes; the others follow them. */
  int parameterCount;
  int result;
  int resultAt;
  int resultClass;
  /* What it returns if the service fails and the result is a number. */
  int failure;
} Function;

typedef struct
{
  const char* name;
  PyMethodDef* methods;
  int freeService;
} HandleClass;

typedef struct
{
  const char* name;
  int value;
} Member;

typedef struct
{
  const char* name;
  const Member* members;
} Enumeration;

static PyObject* call(const Function* function, PyObject* self, PyObject* arguments);

#define CALLER(index)                                                 \
  static PyObject* call_##index(PyObject* self, PyObject* arguments)  \
  {                                                                   \
    return call(&functions[index], self, arguments);                  \
  }

#include "module-table.h"

#define COUNT(table) (int) (sizeof(table) / sizeof((table)[0]))

/* An object that the host has. */
typedef struct
{
  PyObject_HEAD
  void* pointer;
  int isBorrowed;
  int handleClass;
} Handle;

static PyTypeObject* handle_types[COUNT(handle_classes)];
static PyObject* exception_type = NULL;

static int invoke(int service, const void* params)
{
  OrthancPluginContext* context = host_context();
  return context->InvokeService(context, (_OrthancPluginService) service, params);
}

PyObject* module_raise(int code, const char* text)
{
  if (text == NULL) text = OrthancPluginGetErrorDescription(host_context(), (OrthancPluginErrorCode) code);
  PyObject* value = Py_BuildValue("(is)", code, text == NULL ? "" : text);
  PyErr_SetObject(exception_type, value);
  Py_XDECREF(value);
  return NULL;
}

static PyObject* raise_code(int code)
{
  return module_raise(code, NULL);
}

/* While the interpreter is prepared, before a script runs, there is no host to call. */
int module_has_context(void)
{
  if (host_context() != NULL) return 1;
  PyErr_SetString(PyExc_RuntimeError, "no function of the module orthanc can be called before the script starts");
  return 0;
}

/* --- handles --- */

static PyObject* make_handle(int handleClass, void* pointer, int isBorrowed)
{
  PyTypeObject* type = handle_types[handleClass];
  Handle* self = (Handle*) type->tp_alloc(type, 0);
  if (self == NULL) return NULL;
  self->pointer = pointer;
  self->isBorrowed = isBorrowed;
  self->handleClass = handleClass;
  return (PyObject*) self;
}

PyObject* module_make_borrowed(int handleClass, const void* pointer)
{
  return make_handle(handleClass, (void*) pointer, 1);
}

PyObject* module_make_output(OrthancPluginRestOutput* output)
{
  int i;
  for (i = 0; i < COUNT(handle_classes); i++)
    if (strcmp(handle_classes[i].name, "orthanc.RestOutput") == 0) return make_handle(i, output, 1);
  return NULL;
}

static PyObject* new_handle(PyTypeObject* type, PyObject* arguments, PyObject* keywords)
{
  unsigned long pointer;
  int isBorrowed, i;
  (void) keywords;
  if (!PyArg_ParseTuple(arguments, "kp", &pointer, &isBorrowed))
  {
    PyErr_SetString(PyExc_ValueError, "Expected a pair (pointer, borrowed) in the constructor");
    return NULL;
  }
  for (i = 0; i < COUNT(handle_classes); i++)
    if (handle_types[i] == type) return make_handle(i, (void*) pointer, isBorrowed);
  return NULL;
}

static void free_handle(PyObject* object)
{
  Handle* self = (Handle*) object;
  PyTypeObject* type = Py_TYPE(object);
  int service = handle_classes[self->handleClass].freeService;
  if (self->pointer != NULL && !self->isBorrowed && service != -1 && host_context() != NULL)
    invoke(service, &self->pointer);
  type->tp_free(object);
  Py_DECREF(type);
}

/* --- calls --- */

/* What an argument refers to while the service runs. */
typedef struct
{
  Py_buffer buffers[12];
  int count;
} Borrowed;

static void release(Borrowed* borrowed)
{
  while (borrowed->count > 0) PyBuffer_Release(&borrowed->buffers[--borrowed->count]);
}

static void store(unsigned char* block, int at, int width, long long value)
{
  memcpy(block + at, &value, (size_t) width);
}

static int read_string(PyObject* value, const char** text)
{
  Py_ssize_t length;
  if (!PyUnicode_Check(value)) return 0;
  *text = PyUnicode_AsUTF8AndSize(value, &length);
  return *text != NULL && strlen(*text) == (size_t) length;
}

/* A text or any object with bytes. */
static int read_data(PyObject* value, Borrowed* borrowed, const void** data, Py_ssize_t* length)
{
  Py_buffer* buffer = &borrowed->buffers[borrowed->count];
  if (PyUnicode_Check(value))
  {
    *data = PyUnicode_AsUTF8AndSize(value, length);
    return *data != NULL;
  }
  if (PyObject_GetBuffer(value, buffer, PyBUF_SIMPLE) != 0) return 0;
  borrowed->count++;
  *data = buffer->buf;
  *length = buffer->len;
  return 1;
}

static int read_handle(PyObject* value, int handleClass, void** pointer)
{
  *pointer = NULL;
  if (value == Py_None) return 1;
  if (!PyObject_TypeCheck(value, handle_types[handleClass])) return 0;
  *pointer = ((Handle*) value)->pointer;
  return 1;
}

/* Writes one argument into the struct; 0 where its type is wrong. */
static int put(const Argument* argument, PyObject* value, unsigned char* block, Borrowed* borrowed)
{
  const void* data = NULL;
  Py_ssize_t length = 0;
  long long number = 0;
  double real = 0;
  float narrow = 0;
  switch (argument->kind)
  {
    case STRING:
      if (!read_string(value, (const char**) &data)) return 0;
      break;
    case DATA:
      if (!read_data(value, borrowed, &data, &length)) return 0;
      if (argument->sizeAt >= 0) store(block, argument->sizeAt, 4, length);
      break;
    case HANDLE:
      if (!read_handle(value, argument->handleClass, (void**) &data)) return 0;
      break;
    case FLOAT:
      real = PyFloat_AsDouble(value);
      if (real == -1 && PyErr_Occurred()) return 0;
      narrow = (float) real;
      memcpy(block + argument->at, &narrow, 4);
      return 1;
    default:
      number = PyLong_AsLongLong(value);
      if (number == -1 && PyErr_Occurred()) return 0;
      store(block, argument->at, argument->width, number);
      return 1;
  }
  store(block, argument->at, 4, (long long) (size_t) data);
  return 1;
}

static PyObject* make_bytes(OrthancPluginMemoryBuffer* buffer)
{
  PyObject* bytes = PyBytes_FromStringAndSize(buffer->data, buffer->size);
  OrthancPluginFreeMemoryBuffer(host_context(), buffer);
  return bytes;
}

static PyObject* make_text(char* text)
{
  PyObject* object;
  if (text == NULL) return raise_code(OrthancPluginErrorCode_InternalError);
  object = PyUnicode_DecodeUTF8(text, (Py_ssize_t) strlen(text), "surrogateescape");
  OrthancPluginFreeString(host_context(), text);
  return object;
}

typedef union
{
  OrthancPluginMemoryBuffer buffer;
  char* text;
  void* pointer;
  int32_t number;
  uint32_t positive;
  int64_t wide;
} Result;

static PyObject* make_result(const Function* function, int code, Result* result)
{
  int failed = code != OrthancPluginErrorCode_Success;
  switch (function->result)
  {
    case NOTHING: Py_RETURN_NONE;
    case CODE:
      if (failed) return raise_code(code);
      Py_RETURN_NONE;
    case BYTES: return failed ? raise_code(code) : make_bytes(&result->buffer);
    case TEXT: return make_text(failed ? NULL : result->text);
    case CONSTANT_TEXT:
      if (failed || result->text == NULL) Py_RETURN_NONE;
      return PyUnicode_FromString(result->text);
    case OBJECT:
      if (failed || result->pointer == NULL) return raise_code(OrthancPluginErrorCode_InternalError);
      return make_handle(function->resultClass, result->pointer, 0);
    case TRUTH: return PyLong_FromLong(!failed && result->number != 0);
    case UNSIGNED: return PyLong_FromUnsignedLong(failed ? (uint32_t) function->failure : result->positive);
    case LONG: return PyLong_FromLongLong(failed ? function->failure : result->wide);
    default: return PyLong_FromLong(failed ? function->failure : result->number);
  }
}

static PyObject* refuse_types(int count)
{
  PyErr_Clear();
  return PyErr_Format(PyExc_TypeError, "Bad types for the arguments (%d arguments expected)", count);
}

static PyObject* call(const Function* function, PyObject* self, PyObject* arguments)
{
  unsigned char block[128] = { 0 };
  Result result = { { NULL, 0 } };
  Borrowed borrowed = { .count = 0 };
  int isMethod = self != NULL && !PyModule_Check(self);
  int given = (int) PyTuple_GET_SIZE(arguments);
  int expected = function->parameterCount - isMethod;
  int i, code;
  if (!module_has_context()) return NULL;
  if (given != expected) return refuse_types(expected);
  for (i = 0; i < function->argumentCount; i++)
  {
    const Argument* argument = &function->arguments[i];
    PyObject* value;
    if (argument->kind == LITERAL) store(block, argument->at, argument->width, argument->sizeAt);
    else if (argument->kind == PLUGIN_NAME)
      store(block, argument->at, 4, (long long) (size_t) OrthancPluginGetName());
    else
    {
      value = isMethod ? (i == 0 ? self : PyTuple_GET_ITEM(arguments, i - 1)) : PyTuple_GET_ITEM(arguments, i);
      if (put(argument, value, block, &borrowed)) continue;
      release(&borrowed);
      return refuse_types(expected);
    }
  }
  if (function->resultAt >= 0) store(block, function->resultAt, 4, (long long) (size_t) &result);
  code = invoke(function->service, function->size == 0 ? *(void**) block : block);
  release(&borrowed);
  return make_result(function, code, &result);
}

/* --- what no table says --- */

static PyObject* check_version(PyObject* self, PyObject* arguments)
{
  if (!module_has_context()) return NULL;
  if (PyTuple_GET_SIZE(arguments) != 0) return refuse_types(0);
  return PyLong_FromLong(OrthancPluginCheckVersion(host_context()));
}

static PyObject* check_version_advanced(PyObject* self, PyObject* arguments)
{
  long long major, minor, revision;
  if (!module_has_context()) return NULL;
  if (!PyArg_ParseTuple(arguments, "LLL", &major, &minor, &revision)) return refuse_types(3);
  return PyLong_FromLong(OrthancPluginCheckVersionAdvanced(
    host_context(), (int32_t) major, (int32_t) minor, (int32_t) revision));
}

static PyObject* lookup_dictionary(PyObject* self, PyObject* arguments)
{
  const char* name;
  OrthancPluginDictionaryEntry entry;
  if (!module_has_context()) return NULL;
  if (!PyArg_ParseTuple(arguments, "s", &name))
  {
    PyErr_SetString(PyExc_TypeError, "Please provide a string containing the name of the DICOM tag of interest");
    return NULL;
  }
  if (OrthancPluginLookupDictionary(host_context(), &entry, name) != OrthancPluginErrorCode_Success)
    return PyErr_Format(PyExc_TypeError, "Unknown DICOM tag: %s", name);
  return Py_BuildValue("{sisisisIsI}", "Group", (int) entry.group, "Element", (int) entry.element,
    "ValueRepresentation", (int) entry.vr, "MinMultiplicity", entry.minMultiplicity, "MaxMultiplicity",
    entry.maxMultiplicity);
}

static int class_number(const char* name)
{
  int i = 0;
  while (strcmp(handle_classes[i].name, name) != 0) i++;
  return i;
}

static PyObject* create_image_from_buffer(PyObject* self, PyObject* arguments)
{
  long long format, width, height, pitch;
  Py_buffer pixels;
  OrthancPluginContext* context = host_context();
  OrthancPluginImage* image = NULL;
  if (!module_has_context()) return NULL;
  if (!PyArg_ParseTuple(arguments, "LLLLs*", &format, &width, &height, &pitch, &pixels))
  {
    PyErr_SetString(PyExc_TypeError, "5 arguments are needed: image.PixelFormat, width, height, pitch and memory buffer");
    return NULL;
  }
  if (pixels.len == height * pitch)
    image = OrthancPluginCreateImage(context, (OrthancPluginPixelFormat) format, (uint32_t) width, (uint32_t) height);
  else
    PyErr_SetString(PyExc_TypeError, "The size of the memory buffer must match the product of height by pitch");
  if (image != NULL)
  {
    /* Rows of the new image may be further apart, or closer. */
    uint32_t own = OrthancPluginGetImagePitch(context, image), used = own < pitch ? own : (uint32_t) pitch, y;
    char* target = OrthancPluginGetImageBuffer(context, image);
    for (y = 0; y < height; y++) memcpy(target + (size_t) y * own, (char*) pixels.buf + (size_t) y * pitch, used);
  }
  PyBuffer_Release(&pixels);
  if (image == NULL) return PyErr_Occurred() ? NULL : raise_code(OrthancPluginErrorCode_InternalError);
  return make_handle(class_number("orthanc.Image"), image, 0);
}

static PyObject* get_image_buffer(PyObject* self, PyObject* arguments)
{
  OrthancPluginContext* context = host_context();
  OrthancPluginImage* image = ((Handle*) self)->pointer;
  if (!module_has_context()) return NULL;
  const void* pixels = OrthancPluginGetImageBuffer(context, image);
  size_t size = (size_t) OrthancPluginGetImageHeight(context, image) * OrthancPluginGetImagePitch(context, image);
  if (pixels == NULL) return raise_code(OrthancPluginErrorCode_InternalError);
  return PyBytes_FromStringAndSize(pixels, (Py_ssize_t) size);
}

static PyObject* get_instance_data(PyObject* self, PyObject* arguments)
{
  OrthancPluginContext* context = host_context();
  OrthancPluginDicomInstance* instance = ((Handle*) self)->pointer;
  if (!module_has_context()) return NULL;
  const void* data = OrthancPluginGetInstanceData(context, instance);
  int64_t size = OrthancPluginGetInstanceSize(context, instance);
  if (data == NULL || size < 0) return raise_code(OrthancPluginErrorCode_InternalError);
  return PyBytes_FromStringAndSize(data, (Py_ssize_t) size);
}

static PyObject* get_query_tag(PyObject* self, PyObject* arguments, int isGroup)
{
  long long index;
  uint16_t group = 0, element = 0;
  int code;
  if (!module_has_context()) return NULL;
  if (!PyArg_ParseTuple(arguments, "L", &index)) return refuse_types(1);
  code = OrthancPluginGetFindQueryTag(host_context(), &group, &element, ((Handle*) self)->pointer, (uint32_t) index);
  return code == OrthancPluginErrorCode_Success ? PyLong_FromLong(isGroup ? group : element) : raise_code(code);
}

static PyObject* get_query_tag_group(PyObject* self, PyObject* arguments)
{
  return get_query_tag(self, arguments, 1);
}

static PyObject* get_query_tag_element(PyObject* self, PyObject* arguments)
{
  return get_query_tag(self, arguments, 0);
}

#define ROW(name, function, doc) { name, function, METH_VARARGS, doc }

static PyMethodDef own_functions[] = {
  ROW("CheckVersion", check_version, "Whether the host follows SDK 1.12.3 or a later one: 1 or 0."),
  ROW("CheckVersionAdvanced", check_version_advanced, "Whether the host follows that version or a later one: 1 or 0."),
  ROW("CreateImageFromBuffer", create_image_from_buffer, "An image with the pixels of a buffer."),
  ROW("LookupDictionary", lookup_dictionary, "The entry of the DICOM dictionary for a tag, by its name."),
  { NULL, NULL, 0, NULL },
};

typedef struct
{
  const char* className;
  PyMethodDef method;
} OwnMethod;

static OwnMethod own_methods[] = {
  { "orthanc.DicomInstance", ROW("GetInstanceData", get_instance_data, "The bytes of the DICOM file.") },
  { "orthanc.FindQuery", ROW("GetFindQueryTagElement", get_query_tag_element, "The element of a tag of the query.") },
  { "orthanc.FindQuery", ROW("GetFindQueryTagGroup", get_query_tag_group, "The group of a tag of the query.") },
  { "orthanc.Image", ROW("GetImageBuffer", get_image_buffer, "A copy of the pixels.") },
};

/* --- the module --- */

static PyObject* make_class(const char* name, PyType_Slot* slots, int size)
{
  PyType_Spec spec = { name, size, 0, Py_TPFLAGS_DEFAULT, slots };
  return PyType_FromSpec(&spec);
}

static int add_handle_class(PyObject* module, int index)
{
  const HandleClass* row = &handle_classes[index];
  PyType_Slot slots[] = {
    { Py_tp_new, new_handle },
    { Py_tp_dealloc, free_handle },
    { Py_tp_methods, row->methods },
    { Py_tp_doc, "An object of the host." },
    { 0, NULL },
  };
  PyObject* type = make_class(row->name, slots, sizeof(Handle));
  int i;
  if (type == NULL) return -1;
  handle_types[index] = (PyTypeObject*) type;
  for (i = 0; i < COUNT(own_methods); i++)
  {
    PyMethodDef* method = &own_methods[i].method;
    PyObject* descriptor;
    if (strcmp(own_methods[i].className, row->name) != 0) continue;
    descriptor = PyDescr_NewMethod((PyTypeObject*) type, method);
    if (descriptor == NULL || PyObject_SetAttrString(type, method->ml_name, descriptor) != 0) return -1;
    Py_DECREF(descriptor);
  }
  return PyModule_AddObjectRef(module, strchr(row->name, '.') + 1, type);
}

static int add_enumeration(PyObject* module, const Enumeration* row)
{
  PyType_Slot slots[] = { { Py_tp_doc, "An enumeration of the SDK." }, { 0, NULL } };
  PyObject* type = make_class(row->name, slots, sizeof(PyObject));
  const Member* member;
  if (type == NULL) return -1;
  for (member = row->members; member->name != NULL; member++)
  {
    PyObject* value = PyLong_FromLong(member->value);
    if (value == NULL || PyObject_SetAttrString(type, member->name, value) != 0) return -1;
    Py_DECREF(value);
  }
  return PyModule_Add(module, strchr(row->name, '.') + 1, type);
}

static struct PyModuleDef definition = { PyModuleDef_HEAD_INIT, "orthanc", NULL, -1, module_functions };

PyObject* module_create(void)
{
  PyObject* module = PyModule_Create(&definition);
  int i;
  if (module == NULL || PyModule_AddFunctions(module, own_functions) != 0) return NULL;
  exception_type = PyErr_NewException("orthanc.OrthancException", NULL, NULL);
  if (PyModule_AddObjectRef(module, "OrthancException", exception_type) != 0) return NULL;
  for (i = 0; i < COUNT(handle_classes); i++)
    if (add_handle_class(module, i) != 0) return NULL;
  for (i = 0; i < COUNT(enumerations); i++)
    if (add_enumeration(module, &enumerations[i]) != 0) return NULL;
  return module;
}
