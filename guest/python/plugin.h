/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <Python.h>
#include <orthanc/OrthancCPlugin.h>

/* The host; NULL before OrthancPluginInitialize. */
OrthancPluginContext* plugin_context(void);

/* Registers a function of the script; 0 if there are too many. */
int plugin_add_route(const char* pattern, PyObject* callback);

extern const int plugin_most_routes;

/* Creates the module `orthanc`. */
PyObject* module_create(void);

/* Creates the module `_orthanc_client`. */
PyObject* client_create(void);

/* The object that a REST callback answers with. */
PyObject* module_make_output(OrthancPluginRestOutput* output);

/*
 * The script and its other files, which the build appends to the module: for each file the length of its name and of its
 * content as uint32_t, then both. The script is the first; a name of length 0 ends the list.
 */
extern const unsigned char* orthanc_python_files;

/* Makes them files below /plugin. */
void files_open(void);
