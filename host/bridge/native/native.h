/*
 * libOrthancWasm.so: runs the plugins of guest processes inside Orthanc. docs/decisions/009-bridge.md describes the
 * protocol. A rule for all files: no lock is held during a call of Orthanc or while reading a socket.
 */
#pragma once

#define _GNU_SOURCE
#include <orthanc/OrthancCPlugin.h>

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#include "numbers.h"

/* ---- values.c: the values of a frame ---- */

#define HEAD_BYTES 8
/* A frame that is longer ends its connection. */
#define MAX_FRAME_BYTES 0x7fffffffu
/* Orthanc's threads for HTTP have stacks of 100 KB, so frames have only that much there, and the first allocation is larger. */
#define FIRST_BYTES 64
#define ALLOCATED_BYTES 2048

enum { FLAG_NESTED = 2, FLAG_NATIVE = 16, FLAG_FAILED = 32 };

enum
{
  FRAME_CALLBACK = 32, FRAME_RETURN = 33, FRAME_INVOKE = 50, FRAME_INVOKED = 51, FRAME_QUIET = 52,
  FRAME_HELLO = 64, FRAME_EXPIRED, FRAME_LOST, FRAME_JUDGE, FRAME_STOP, FRAME_PING,
  FRAME_PLUGINS = 80, FRAME_REFUSED, FRAME_FRONTS, FRAME_ASSIGN, FRAME_DROP, FRAME_VERDICT, FRAME_LOG, FRAME_STOPPED,
  FRAME_PONG, FRAME_PREPARE, FRAME_TIMER, FRAME_FRONT = 96
};

/* A frame that is being written. After a failed allocation, or one byte too many, it stays as it is and is `isFull`. */
typedef struct
{
  uint8_t* data;
  size_t size, capacity, sent;
  int isFull;
  uint8_t first[FIRST_BYTES];
} Writer;

void begin_frame(Writer* out, unsigned kind, unsigned flags, unsigned code);
void end_frame(Writer* out);
void put_number(Writer* out, uint64_t value);
void put_bytes(Writer* out, const void* bytes, uint64_t size);
void put_text(Writer* out, const char* text);
void put_values(Writer* out, const void* values, size_t size);
void put_texts(Writer* out, const char* const* texts, uint32_t count);
void put_request(Writer* out, const OrthancPluginHttpRequest* request);

/* Values that are being read. After one that does not fit, all further ones are 0 or NULL and `isBad` is set. */
typedef struct
{
  const uint8_t* data;
  size_t size, at;
  int isBad;
} Reader;

void begin_reader(Reader* in, const uint8_t* payload, size_t size);
uint64_t get_number(Reader* in);
float get_fraction(Reader* in);
uint64_t get_choice(Reader* in, uint64_t most, uint64_t otherwise);
/* In the frame itself, with a NUL after them; NULL stays NULL. */
const void* get_bytes(Reader* in, uint64_t* size);
const char* get_text(Reader* in);
/* A list that the caller frees; none of the texts is NULL. */
const char** get_texts(Reader* in, uint32_t* count);
int is_finished(const Reader* in);

/* ---- json.c ---- */

typedef struct
{
  char** command; /* ended by NULL */
  char* socket;
  int isRequired;
} Settings;

/* Reads `WebAssembly.Bridge` of Orthanc's configuration; returns NULL, or what is wrong. */
const char* read_settings(const char* configuration, Settings* settings);
int is_json_object(const char* text);

/* ---- handles.c: what guests hold of Orthanc's objects ---- */

typedef void (*Function)(void);

/* What a use of a handle needs of it. */
typedef struct
{
  void* pointer;
  Function functions[2];
  uint32_t index;
  uint8_t class;
  int isBorrowed; /* it lies in memory that ends with its handle */
} Object;

typedef enum { HANDLE_FOUND, HANDLE_UNKNOWN, HANDLE_BUSY } HandleResult;

/* Returns 0 if there is no memory. */
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
/* Takes out one kept object of an owner; 0 if it has none. */
int take_kept(uint64_t owner, Object* object);

/* ---- plugins.c: which plugin gets which callback ---- */

typedef struct Plugin
{
  char* name;
  unsigned number; /* of the supervisor that runs */
  int isPresent;
  uint64_t timeoutMs;
  int isReentrant; /* an instance that waits for a call can run other callbacks */
  uint8_t allowed[SERVICE_COUNT]; /* by place in the table of services: 0 refused, 1 allowed, 2 judged */
} Plugin;

/* The functions of a plugin that one registration names: by type of callback, the place in the guest's table. */
typedef struct
{
  Plugin* plugin;
  uint64_t front; /* identity of the only front that has the object; 0: any */
  int slot; /* of a REST route, else -1 */
  unsigned method;
  unsigned generation; /* of the registrations */
  uint32_t functions[CALLBACK_COUNT];
  uint32_t handlers[5]; /* of a chunked route, by method */
} Target;

int next_target(unsigned callback, unsigned* at, Target* target);
int find_slot(unsigned slot, OrthancPluginHttpMethod method, Target* target);
/* After a restart of the supervisor: the same function in the new registrations. Called with the lock. */
int renew_target(unsigned callback, Target* target);
/* Reads a PLUGINS frame and registers with Orthanc what is new. Returns NULL, or what is wrong. */
const char* apply_plugins(Reader* in);
Plugin* plugin_of_number(unsigned number);
/* Reads pairs of services and rules; returns 0 if they are not complete. */
int read_allowed(const void* pairs, uint64_t size, uint8_t allowed[SERVICE_COUNT]);
uint64_t drain_ms(void);

/* ---- front.c: connections to guest processes ---- */

typedef enum { FRONT_OPEN, FRONT_PREPARING, FRONT_IDLE, FRONT_RUNNING, FRONT_WAITING, FRONT_CLOSED } FrontState;

typedef struct Front
{
  struct Front* next;
  int fd;
  uint64_t ordinal; /* the supervisor's number of it */
  uint64_t identity; /* of all fronts that ever were */
  unsigned number; /* of its plugin */
  Plugin* plugin;
  FrontState state;
  int depth, holders;
  int isServed; /* a call of OrthancPluginInitialize is being read or carried out */
  int isRestarting; /* a trap ended its instance, and OrthancPluginInitialize of the next one may make calls */
  int timers; /* 1 while a thread runs timers of its plugin, 2 if they are due again */
  int isStep; /* the callback below all others is a step of a job */
  uint64_t began; /* when that callback began */
  uint8_t allowed[SERVICE_COUNT]; /* before the plugin is known */
  pthread_cond_t changed;
} Front;

typedef enum { READ_FRAME, READ_END, READ_LATE, READ_WRONG } ReadResult;

/* Frames as they arrive: [begin, at) are read and kept, [at, size) are not read yet. */
typedef struct
{
  uint8_t* data;
  size_t begin, at, size, capacity;
  uint8_t first[FIRST_BYTES];
} Received;

typedef struct
{
  unsigned kind, flags, code;
  size_t payload, size; /* place and length in the buffer */
} Frame;

void begin_received(Received* from);
void end_received(Received* from);
ReadResult receive_frame(int fd, Received* from, uint64_t deadline, Frame* frame);
int send_frame(int fd, Writer* out, uint64_t deadline);

extern pthread_mutex_t lock; /* of fronts, plugins and routes */

uint64_t now_ms(void);
void wait_until(pthread_cond_t* condition, uint64_t deadline); /* with the lock */
void begin_condition(pthread_cond_t* condition);

int open_control(const char* path);
int open_front(const char* path);
void assign_front(uint64_t ordinal, unsigned number);
void prepare_front(uint64_t ordinal, unsigned number, const uint8_t allowed[SERVICE_COUNT]);
void drop_front(uint64_t ordinal);
/* Notes that timers of the instance at a front are due; 0 if it has ended, or has a thread that runs them. */
int begin_timer(uint64_t ordinal, Target* target);
/* Ends a run of timers; 1 if they are due again. */
int end_timer(uint64_t identity);
void close_fronts(void);
void assign_plugins(void); /* with the lock, after PLUGINS */
/* When Orthanc stops: the callbacks that have run for that long fail, but for steps of jobs unless `withSteps`. */
void give_up_callbacks(int withSteps, uint64_t ms);
void wake_waiting(void); /* with the lock: all callbacks that wait for a front */
/* Calls of OrthancPluginInitialize; a thread of its own. */
void* serve_preparing(void* unused);

/* ---- conversation.c and callbacks.c: one callback of Orthanc in one guest ---- */

#define MAX_GIVEN 4
/* The type of a callback that Orthanc does not know: timers of the plugin. */
#define CALLBACK_TIMER 0

typedef struct Callback
{
  Writer out;
  Reader in;
  Received received;
  unsigned id;
  uint64_t started, deadline;
  Target target;
  OrthancPluginErrorCode failure, quiet;
  uint64_t given[MAX_GIVEN];
  int givenCount;
  uint64_t identity; /* whose the given handles are, but while the guest runs */
  uint64_t owner; /* whose they are then: the front's */
  Front* front; /* while the guest runs */
  int depth;
  const struct Callback* outer; /* that waits on the same thread for this one */
  struct Callback* nextWaiting;
  int isWaiting; /* in the list of those that wait for a front */
  pthread_cond_t isChosen; /* a front may be free for it, or has begun it */
} Callback;

/* An object of a guest that Orthanc holds. */
typedef struct
{
  Target target;
  uint64_t value;
  char* texts[2]; /* that Orthanc was given */
  uint32_t chunkBytes;
  int hasChunk;
} Owner;

Front* take_front(Callback* k);
void begin_wait(Front* front);
int end_wait(Front* front, int depth, uint64_t deadline);
void leave_front(Front* front, int isGood, int isTrapped);

void begin_callback(Callback* k, unsigned id, const Target* target);
int run_callback(Callback* k);
void end_callback(Callback* k);
uint64_t give_handle(Callback* k, unsigned class, const void* pointer);
uint64_t give_function(Callback* k, unsigned number, Function function);
OrthancPluginErrorCode get_code(Callback* k);
void* take_handle(Callback* k, unsigned class);
Owner* make_owner(Callback* k, uint64_t value);
void take_buffer(Callback* k, OrthancPluginMemoryBuffer* target);
void take_buffer64(Callback* k, OrthancPluginMemoryBuffer64* target);
void take_allocated(Callback* k, void** content, int64_t* size);
void take_filled(Callback* k, OrthancPluginMemoryBuffer64* target);
OrthancPluginErrorCode lose_callback(Callback* k);

/* timers.c: runs the timers of the instance at a front, on a thread of its own. */
void start_timer(uint64_t ordinal);
/* Waits for these threads, whose callbacks were given up. */
void end_timers(void);

Owner* add_owner(const Target* target, uint64_t value);
void free_owner(Owner* owner);
Function callback_function(unsigned id, unsigned slot);
void register_changes(void);
/* What a thread of Orthanc holds when it calls a plugin: a call that needs it in another thread would wait for ever. ../held.ts */
enum { HELD_JOBS = 1, HELD_METRICS = 2, HELD_PLUGINS = 4, HELD_INSTANCES = 8, HELD_DATABASE = 16 };
extern _Thread_local unsigned held; /* by this thread */
extern _Thread_local const Target* innermost; /* of a call that was given a function without a payload */

/* ---- services.c: calls of the SDK ---- */

#define PARAMETER_BYTES 256

enum
{
  VALUE_NUMBER, VALUE_FLOAT, VALUE_TEXT, VALUE_BYTES, VALUE_TEXTS, VALUE_HANDLE, VALUE_CALLBACK, VALUE_PAYLOAD,
  RESULT_NUMBER, RESULT_TEXT, RESULT_CONST_TEXT, RESULT_BUFFER, RESULT_BUFFER64, RESULT_HANDLE, RESULT_ENTRY, RESULT_DATA,
  RESULT_PIXELS
};
enum { FIELD_REQUIRED = 1, FIELD_LINE = 2 };
enum { SERVICE_NOT_CARRIED = 1 };

/* `width` is the class of a handle; `other` the place of a length, or a type of callback. */
typedef struct { uint8_t op, width; uint16_t offset, other; uint8_t flags; } Field;
typedef struct { int32_t number; uint16_t first, count, size; uint8_t flags; } Service;

/* table.h */
const Service* find_service(unsigned number);
unsigned place_of(const Service* service);
const Field* fields_of(const Service* service);
int is_framing_header(const char* name);

/* On whose behalf a call is carried out. */
typedef struct
{
  uint64_t identity; /* of its handles */
  uint64_t front; /* of its objects */
  unsigned number;
  const uint8_t* allowed; /* with the lock */
  uint64_t deadline;
  Plugin* plugin; /* NULL in OrthancPluginInitialize */
} Caller;

/* Carries a call out and writes its error code and results. */
OrthancPluginErrorCode carry_out(const Caller* caller, unsigned number, const uint8_t* payload, size_t size, Writer* result);
/* Registers with Orthanc what a plugin registered. */
OrthancPluginErrorCode register_service(const Service* service, Reader* in, unsigned slot, const Target* target);
/* Reads the functions of a registration, and the path of its route. */
int read_registration(const Service* service, Reader* in, Target* target, const char** path);
int is_registration(int number);
void free_object(const Object* object);
/* A copy of an image that owns its pixels; NULL if there is no memory. */
void* copy_image(const void* image);
OrthancPluginErrorCode invoke(int number, const void* parameters);

/* ---- definitions.c ---- */

typedef enum { DEFINITION_NEW, DEFINITION_KNOWN, DEFINITION_FULL } DefinitionResult;

/* Writes the results of an earlier call with the same arguments. What defines nothing is new. */
DefinitionResult repeat_definition(int number, const uint8_t* payload, size_t size, Writer* out);
/* Keeps the results in `out` from `at` on. */
void keep_definition(int number, const uint8_t* payload, size_t size, const Writer* out, size_t at);

/* properties.c */
OrthancPluginErrorCode set_property(unsigned plugin, const _OrthancPluginSetPluginProperty* given);

/* ---- supervisor.c ---- */

/* Starts the supervisor, or attaches to one, and waits for its plugins. Returns 0 if Orthanc must not start. */
int start_supervisor(const Settings* settings, const char* configuration);
void begin_stop(void);
void stop_supervisor(void);
OrthancPluginErrorCode judge(unsigned plugin, unsigned service, const uint8_t* payload, size_t size, uint64_t deadline);
void report_expired(uint64_t ordinal);
void report_lost(uint64_t ordinal, const char* reason);
/* With the lock: whether a callback may wait for a supervisor that starts; `generation` counts PLUGINS frames. */
extern _Atomic int isUp, isStopping;
extern unsigned generation;
extern OrthancPluginContext* context;

void log_error(const char* format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char* format, ...) __attribute__((format(printf, 1, 2)));
