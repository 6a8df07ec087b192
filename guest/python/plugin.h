/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <Python.h>
#include <orthanc/OrthancCPlugin.h>

/* OrthancPluginInitialize was called. */
void host_begin(OrthancPluginContext* given);

/* What it was given; NULL before. */
OrthancPluginContext* host_context(void);

/* Logs the exception that Python has raised, with the lines of the script. */
void host_report(const char* title);

/* Creates the module `orthanc`, but for what registers callbacks. */
PyObject* module_create(void);

/* Creates the module `_orthanc_client`. */
PyObject* client_create(void);

/* Creates the module `_orthanc_timer`. */
PyObject* timer_create(void);

/* The object that a REST callback answers with. */
PyObject* module_make_output(OrthancPluginRestOutput* output);

/* An object of the host, by the number of its class, that lives as long as a callback runs. */
PyObject* module_make_borrowed(int handleClass, const void* pointer);

/* Raises an OrthancException; without a text, that of the code. Returns NULL. */
PyObject* module_raise(int code, const char* text);

/* Whether there is a host to call; raises an exception if not. */
int module_has_context(void);

/* Adds the functions that register callbacks; 0 if that fails. */
int callbacks_add(PyObject* module);

/*
 * The script and its other files, which the build appends to the module: for each file the length of its name and of its
 * content as uint32_t, then both. The script is the first; a name of length 0 ends the list.
 */
extern const unsigned char* orthanc_python_files;

/* Makes them files below /plugin. */
void files_open(void);
