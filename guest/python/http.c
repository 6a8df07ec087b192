/* SPDX-License-Identifier: Apache-2.0 */

/* The module `_orthanc_client`: HTTP requests with headers and status, which the module `orthanc` does not have. */
#define PY_SSIZE_T_CLEAN
#include "plugin.h"

/* The strings of a tuple, valid as long as the tuple; freed by the caller. NULL with an exception where one is not a text. */
static const char** read_texts(PyObject* tuple)
{
  Py_ssize_t count = PyTuple_GET_SIZE(tuple), i;
  const char** texts = calloc((size_t) count + 1, sizeof(char*));
  if (texts == NULL) return (const char**) PyErr_NoMemory();
  for (i = 0; i < count; i++)
  {
    texts[i] = PyUnicode_AsUTF8(PyTuple_GET_ITEM(tuple, i));
    if (texts[i] != NULL) continue;
    free(texts);
    return NULL;
  }
  return texts;
}

static PyObject* take_bytes(OrthancPluginMemoryBuffer* buffer)
{
  PyObject* bytes = PyBytes_FromStringAndSize(buffer->data, buffer->size);
  OrthancPluginFreeMemoryBuffer(host_context(), buffer);
  return bytes;
}

/* send(method, url, names, values, body, seconds) returns (error code, status, headers as JSON, body). */
static PyObject* send(PyObject* self, PyObject* arguments)
{
  OrthancPluginContext* context = host_context();
  OrthancPluginMemoryBuffer answer = { NULL, 0 }, headers = { NULL, 0 };
  uint16_t status = 0;
  int method;
  unsigned int seconds;
  const char *url, **names, **values;
  PyObject *name_tuple, *value_tuple;
  Py_buffer body;
  int code;
  if (context == NULL)
  {
    PyErr_SetString(PyExc_RuntimeError, "no request can be sent before the script starts");
    return NULL;
  }
  if (!PyArg_ParseTuple(
        arguments, "isO!O!y*I", &method, &url, &PyTuple_Type, &name_tuple, &PyTuple_Type, &value_tuple, &body, &seconds))
    return NULL;
  names = read_texts(name_tuple);
  values = names == NULL ? NULL : read_texts(value_tuple);
  if (values == NULL)
  {
    free(names);
    PyBuffer_Release(&body);
    return NULL;
  }
  code = OrthancPluginHttpClient(
    context, &answer, &headers, &status, (OrthancPluginHttpMethod) method, url, (uint32_t) PyTuple_GET_SIZE(name_tuple),
    names, values, body.buf, (uint32_t) body.len, NULL, NULL, seconds, NULL, NULL, NULL, 0);
  free(names);
  free(values);
  PyBuffer_Release(&body);
  return Py_BuildValue("(iiNN)", code, (int) status, take_bytes(&headers), take_bytes(&answer));
}

static PyMethodDef functions[] = { { "send", send, METH_VARARGS, NULL }, { NULL, NULL, 0, NULL } };
static struct PyModuleDef definition = { PyModuleDef_HEAD_INIT, "_orthanc_client", NULL, -1, functions };

PyObject* client_create(void)
{
  return PyModule_Create(&definition);
}
