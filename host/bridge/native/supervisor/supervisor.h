/* The supervisor, which runs the guest processes: its process, and what it says. */
#pragma once

#include "../callbacks/callbacks.h"

/* Of the path of a socket, and the NUL after it. */
#define SOCKET_BYTES 108

/* ---- settings.c ---- */

typedef struct
{
  char** command; /* ended by NULL */
  char* socket;
  int isRequired;
} Settings;

/* Reads `WebAssembly.Bridge` of Orthanc's configuration; returns NULL, or what is wrong. */
const char* read_settings(const char* configuration, Settings* settings);
void free_settings(Settings* settings);

/* ---- registration.c ---- */

/* Reads a PLUGINS frame and registers with Orthanc what is new. Returns NULL, or what is wrong. */
const char* apply_plugins(Reader* in);
uint64_t drain_ms(void);

/* ---- process.c ---- */

/* Makes a folder for the socket of a supervisor that is started here; its path is in `path`. */
int make_folder(char path[SOCKET_BYTES]);
void remove_folder(const char* path);
int start_process(const Settings* settings, const char* path);
/* Whether the process has ended by itself. */
int has_ended(void);
/* Ends the process, which has that long to do so by itself. Returns how it ended, for `waitpid`. */
int end_process(uint64_t withinMs);

/* ---- supervisor.c ---- */

/* Starts the supervisor, or attaches to one, and waits for its plugins. Returns 0 if Orthanc must not start. */
int start_supervisor(const Settings* settings, const char* configuration);
void stop_supervisor(void);
