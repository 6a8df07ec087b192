/* SPDX-License-Identifier: Apache-2.0 */

/* The module `_orthanc_timer`, and the two functions by which the host runs threads of a script between callbacks. */
#include "plugin.h"
#include <time.h>

static double due = -1;
static int has_changed = 0;

/* What `orthanc_wasm_timer` returns besides a time. */
enum { NEVER = -1, UNCHANGED = -2 };

/* set(seconds): the time, by time.monotonic(), when something is to be run; None: nothing is. */
static PyObject* set(PyObject* self, PyObject* seconds)
{
  double given = seconds == Py_None ? -1 : PyFloat_AsDouble(seconds);
  if (given == -1 && PyErr_Occurred()) return NULL;
  has_changed = 1;
  due = given;
  Py_RETURN_NONE;
}

static PyMethodDef functions[] = { { "set", set, METH_O, NULL }, { NULL, NULL, 0, NULL } };
static struct PyModuleDef definition = { PyModuleDef_HEAD_INIT, "_orthanc_timer", NULL, -1, functions };

PyObject* timer_create(void)
{
  return PyModule_Create(&definition);
}

/* The host asks after each callback: in how many milliseconds to call orthanc_wasm_run_timers. */
__attribute__((export_name("orthanc_wasm_timer"))) int32_t orthanc_wasm_timer(void)
{
  struct timespec now;
  double left;
  if (!has_changed) return UNCHANGED;
  has_changed = 0;
  if (due < 0) return NEVER;
  clock_gettime(CLOCK_MONOTONIC, &now);
  left = (due - (double) now.tv_sec) * 1000 - (double) now.tv_nsec / 1e6;
  return left < 0 ? 0 : left > INT32_MAX ? INT32_MAX : (int32_t) left + 1;
}

__attribute__((export_name("orthanc_wasm_run_timers"))) void orthanc_wasm_run_timers(void)
{
  PyObject* module = PyImport_ImportModule("_orthanc_threads");
  PyObject* done = module == NULL ? NULL : PyObject_CallMethod(module, "run_due", NULL);
  if (done == NULL) host_report("Error in a timer");
  Py_XDECREF(done);
  Py_XDECREF(module);
}
