/* Orthanc as plugins see it: its services, its objects, and what it must be able to read. */
#pragma once

#include "../frames/frames.h"

#include "numbers.h"

/* ---- invoke.c ---- */

extern OrthancPluginContext* context;

OrthancPluginErrorCode invoke(int number, const void* parameters);
void log_error(const char* format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char* format, ...) __attribute__((format(printf, 1, 2)));

/* ---- stack.c ---- */

/* Runs what a guest calls: with more stack where the thread has little, and without exceptions. */
OrthancPluginErrorCode run_guarded(void (*run)(void*), void* argument);
/* As `invoke`, guarded. */
OrthancPluginErrorCode invoke_guarded(int service, const void* parameters);
/* Frees the stacks that no call uses. */
void end_stacks(void);

/* ---- table.c: the generated table of services ---- */

#define PARAMETER_BYTES 256

enum
{
  VALUE_NUMBER, VALUE_FLOAT, VALUE_TEXT, VALUE_BYTES, VALUE_TEXTS, VALUE_HANDLE, VALUE_CALLBACK, VALUE_PAYLOAD,
  RESULT_NUMBER, RESULT_TEXT, RESULT_CONST_TEXT, RESULT_BUFFER, RESULT_BUFFER64, RESULT_HANDLE, RESULT_ENTRY, RESULT_DATA,
  RESULT_PIXELS
};
enum { FIELD_REQUIRED = 1, FIELD_LINE = 2, FIELD_ENDS = 4, FIELD_PARSED = 8 };

/* `width` is the class of a handle; `other` the place of a length, or a type of callback. */
typedef struct { uint8_t op, width; uint16_t offset, other; uint8_t flags; } Field;
typedef struct { int32_t number; uint16_t first, count, size; uint8_t flags; } Service;

const Service* find_service(unsigned number);
unsigned place_of(const Service* service);
const Field* fields_of(const Service* service);
/* The service that Orthanc carries out instead. Jobs of both versions are made by the older one: ../callbacks/callbacks.c says why. */
int native_number(const Service* service);
int is_job(const Service* service);
int is_framing_header(const char* name);
/* Bits HELD_...: what Orthanc holds while it calls a plugin. */
unsigned held_by(unsigned callback);
/* The service that frees an object; 0 if guests have none of that class. */
int freeing_service(unsigned class);

/* ---- handles.c: what guests hold of Orthanc's objects ---- */

typedef void (*Function)(void);

/* What a use of a handle needs of it. */
typedef struct
{
  void* pointer;
  Function functions[2];
  uint32_t index;
  uint8_t class;
  int isLast; /* this use is to end it */
  int isBorrowed; /* it lies in memory that ends with its handle */
} Object;

typedef enum { HANDLE_FOUND, HANDLE_UNKNOWN, HANDLE_BUSY } HandleResult;

/* Returns 0 where memory runs out. */
uint64_t add_handle(uint64_t owner, unsigned class, const void* pointer);
/* As `add_handle`, for an object of that size that outlives its callback; 0 also if `owner` has too many. `memory` is freed with it. */
uint64_t keep_object(uint64_t owner, unsigned class, void* pointer, void* memory, uint64_t bytes);
void add_function(uint64_t handle, unsigned at, Function function);
/* Begins a use, which `release_handle` ends. While a handle is in use, its object cannot be freed, and not be changed. */
HandleResult use_handle(uint64_t owner, uint64_t handle, unsigned class, int isLast, Object* object);
void release_handle(const Object* object);
/* Ends a use and the handle with it. */
void finish_handle(const Object* object);
/* Ends a handle, once no other thread uses it. */
void remove_handle(uint64_t handle);
/* A handle is another owner's from now on. */
void pass_handle(uint64_t handle, uint64_t owner);
void free_object(const Object* object);
/* Frees what an owner still holds. */
void free_kept(uint64_t owner);

/* ---- images.c ---- */

/* Whether the bytes have all rows of an image: Orthanc reads them without asking for their length. */
int has_rows(uint32_t format, uint32_t width, uint32_t height, uint32_t pitch, uint64_t bytes);
/* Of a pixel; 0 for a format that Orthanc does not know. */
uint64_t pixel_bytes(uint32_t format);
void* image_pixels(const void* image, uint64_t* bytes);
/* A copy of an image that owns its pixels; NULL where memory runs out. */
void* copy_image(const void* image);

/* ---- depth.c ---- */

/* Whether a DICOM file or JSON may be nested too deeply for Orthanc to read it. */
int is_deep(const void* bytes, size_t size);
#define WHAT_IS_DEEP "is nested more than 32 sequences deep, or its structure is not clear: Orthanc could crash"

/* ---- json.c ---- */

/*
 * A scanner for the few settings that the native plugin reads, and for texts that Orthanc must be able to parse. Each
 * function moves the text on and returns 0 if it is not JSON.
 */

int is_json_object(const char* text);
/* Moves to the value of a member; 0 if the text is not an object or has no such member. */
int find_member(const char** text, const char* name);
/* Read what is at the text, if it is a string, or a list of strings or one of them; the caller frees it. */
char* copy_string(const char** text);
char** copy_strings(const char* text);
