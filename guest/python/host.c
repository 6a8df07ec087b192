/* SPDX-License-Identifier: Apache-2.0 */

/* The host, and its log. */
#include "plugin.h"

static OrthancPluginContext* context = NULL;

void host_begin(OrthancPluginContext* given)
{
  context = given;
}

OrthancPluginContext* host_context(void)
{
  return context;
}

void host_report(const char* title)
{
  PyObject* exception = PyErr_GetRaisedException();
  PyObject* module = PyImport_ImportModule("_orthanc_report");
  PyObject* done = module == NULL ? NULL : PyObject_CallMethod(module, "report", "sO", title, exception);
  if (done == NULL)
  {
    PyErr_Clear();
    OrthancPluginLogError(context, "an exception whose traceback cannot be made");
  }
  Py_XDECREF(done);
  Py_XDECREF(module);
  Py_XDECREF(exception);
}
