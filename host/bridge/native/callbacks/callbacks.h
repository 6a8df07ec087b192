/* Callbacks of Orthanc in guests. */
#pragma once

#include "../calls/calls.h"

/* ---- conversation.c: one callback in one guest ---- */

void begin_callback(Callback* k, unsigned id, const Target* target);
int run_callback(Callback* k);
void end_callback(Callback* k);
uint64_t give_handle(Callback* k, unsigned class, const void* pointer);
uint64_t give_function(Callback* k, unsigned number, Function function);

/* ---- returned.c: what the guest returned ---- */

OrthancPluginErrorCode get_code(Callback* k);
void* take_handle(Callback* k, unsigned class);
Owner* make_owner(Callback* k, uint64_t value);
void take_buffer(Callback* k, OrthancPluginMemoryBuffer* target);
void take_buffer64(Callback* k, OrthancPluginMemoryBuffer64* target);
void take_allocated(Callback* k, void** content, int64_t* size);
void take_filled(Callback* k, OrthancPluginMemoryBuffer64* target);
/* What it returned in place of a value is not one. */
OrthancPluginErrorCode lose_callback(Callback* k);

/* ---- callbacks.c: the functions that Orthanc calls ---- */

/* The function for a type of callback, and the slot of a route; NULL if there is none. */
Function find_callback(unsigned id, unsigned slot);
void register_changes(void);

/* ---- timers.c: runs the timers of the instance at a front, on a thread of its own ---- */

void start_timer(uint64_t ordinal);
/* Waits for these threads, whose callbacks were given up. */
void end_timers(void);

/* ---- preparing.c: calls of OrthancPluginInitialize; a thread of its own ---- */

void* serve_preparing(void* unused);
