/* The plugins, the connections to the processes that run them, and the one to the supervisor of these. */
#pragma once

#include "../orthanc/orthanc.h"

#include <pthread.h>

/* ---- control.c: the supervisor's connection ---- */

extern pthread_mutex_t lock; /* of fronts, plugins and routes */

void wait_until(pthread_cond_t* condition, uint64_t deadline); /* with the lock */
void begin_condition(pthread_cond_t* condition);

/* True between a PLUGINS frame and the end of the supervisor; and once Orthanc finalizes the native plugin. */
extern _Atomic int isUp, isStopping;
/* When Orthanc said that it stops; 0 before. */
extern _Atomic uint64_t stopsAt;
extern int isGivenUp, areStepsGivenUp; /* Orthanc waits for the callbacks that run, and for steps of jobs; with the lock */
/* With the lock: first plugins, a refusal, a verdict, the answer to STOP, or the end of the connection. */
extern pthread_cond_t progress;

/* What Orthanc holds when it calls a plugin, as bits HELD_...: a call that needs it in another thread would wait for ever. */
extern _Thread_local unsigned held; /* by this thread */

void attach_control(int fd);
/* Returns the descriptor, which the caller closes; all that wait for verdicts fail. */
int detach_control(void);
int has_control(void); /* with the lock */
/* Sends and ends a frame, which may come from any thread. */
int send_control(Writer* out);
int send_number(unsigned kind, uint64_t number);
void report_expired(uint64_t ordinal);
void report_lost(uint64_t ordinal, const char* reason);
/* Asks the supervisor whether a call is allowed. */
OrthancPluginErrorCode judge(unsigned plugin, unsigned service, const uint8_t* payload, size_t size, uint64_t deadline);
void answer_question(uint64_t id, OrthancPluginErrorCode code);

/* ---- plugins.c: which plugin gets which callback ---- */

typedef struct Plugin
{
  char* name;
  unsigned number; /* of the supervisor that runs */
  int isPresent;
  uint64_t timeoutMs;
  uint64_t bodyBytes; /* of one request */
  int isReentrant; /* an instance that waits for a call can run other callbacks */
  uint8_t allowed[SERVICE_COUNT]; /* by place in the table of services: RIGHT_..., or 0 */
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

extern unsigned generation; /* counts PLUGINS frames; with the lock */

int next_target(unsigned callback, unsigned* at, Target* target);
int find_slot(unsigned slot, OrthancPluginHttpMethod method, Target* target);
/* After a restart of the supervisor: the same function in the new registrations. Called with the lock. */
int renew_target(unsigned callback, Target* target);

Plugin* plugin_of_number(unsigned number);
/* Reads pairs of services and rules; returns 0 if they are not complete. */
int read_allowed(const void* pairs, uint64_t size, uint8_t allowed[SERVICE_COUNT]);
/* With the lock, before a list of plugins is read: those that it renews are present. */
void leave_out_plugins(void);
/* The record of a plugin of that name, which another one in the list may have, too; NULL if there are too many. */
Plugin* renew_plugin(const char* name, unsigned number, uint64_t timeoutMs);
/* Finds or takes the slot of a route of a plugin, which keeps it as long as Orthanc runs; -1 if there is none left. */
int set_slot(const Target* target, int isChunked, const char* path, int* isNew);
/* Replaces all registrations at once, so that no filter is missing in between; with the lock. */
void set_registrations(Target* targets, unsigned count);

/* ---- owners.c ---- */

/* An object of a guest that Orthanc holds. */
typedef struct
{
  Target target;
  uint64_t value;
  char* texts[2]; /* that Orthanc was given */
  uint32_t chunkBytes;
  int hasChunk;
} Owner;

Owner* add_owner(const Target* target, uint64_t value);
void free_owner(Owner* owner);

/* ---- fronts.c: connections to guest processes ---- */

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
  uint64_t deadline; /* the latest of that callback and of those sent ahead */
  int isQuick; /* the guest's last frame came soon */
  int isSending; /* a frame to the guest, which may not have all of it */
  unsigned ahead; /* callbacks that were sent and do not run yet */
  uint8_t allowed[SERVICE_COUNT]; /* before the plugin is known */
  pthread_cond_t changed;
} Front;

extern Front* fronts; /* with the lock */

int open_front(const char* path);
Front* find_front(uint64_t ordinal); /* with the lock */
/* Ends a connection and takes it out of the list; with the lock, as a part of `close_front`. */
void remove_front(Front* front);
/* Ends a use of a front; the last one frees it. Objects of Orthanc that its process held are freed with it. */
void release_front(Front* front);
/* Notes that timers of the instance at a front are due; 0 if it has ended, or has a thread that runs them. */
int begin_timer(uint64_t ordinal, Target* target);
/* Ends a run of timers; 1 if they are due again. */
int end_timer(uint64_t identity);
void assign_plugins(void); /* with the lock, after PLUGINS */

/* ---- waiting.c: callbacks that wait for a front ---- */

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
  Front* aheadOf; /* the front that it was sent to ahead */
  int isLost; /* that front was closed, and its guest may have begun it */
  pthread_cond_t isChosen; /* a front may be free for it, or has begun it */
} Callback;

/* Waits for a front and begins the callback on it; NULL and `failure` at the deadline, or at once if it can never begin. */
Front* take_front(Callback* k);
/* With the lock, as the front is closed: callbacks sent ahead wait for another one, but for the first one if it may have begun. */
void take_back(Front* front, int mayHaveBegun);
/* What the guest sent after its RETURN belongs to the callback that runs next; 0 if there is none. */
int pass_rest(Front* front, Received* from);
/* Nested callbacks may come while an Orthanc thread carries a call out. */
void begin_wait(Front* front);
/* Waits until nested callbacks have returned; 0 if the front is closed or the deadline has passed. */
int end_wait(Front* front, int depth, uint64_t deadline);
/* All of a frame has been sent to the guest. */
void end_sending(Front* front);
void wake_front(Front* front); /* with the lock, as its state has changed */
void wake_waiting(void); /* with the lock: all callbacks that wait for a front */
void close_front(Front* front); /* with the lock; its users still release it */

/* ---- states.c: what the supervisor or a callback that has returned says of a front ---- */

void assign_front(uint64_t ordinal, unsigned number);
void prepare_front(uint64_t ordinal, unsigned number, const uint8_t allowed[SERVICE_COUNT]);
void drop_front(uint64_t ordinal);
void close_fronts(void);
/* When Orthanc stops: the callbacks that have run for that long fail, but for steps of jobs unless `withSteps`. */
void give_up_callbacks(int withSteps, uint64_t ms);
/* The conversation has ended: `isGood` if the front can go on. After a trap its process makes another instance. */
void leave_front(Front* front, int isGood, int isTrapped);
/* The descriptor that wakes the thread for calls of OrthancPluginInitialize; -1 without one. */
extern _Atomic int wakeDescriptor;
