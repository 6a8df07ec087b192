#include "callbacks.h"

#include <string.h>
#include <unistd.h>

/* Waking a thread takes about as long as a short callback. */
#define AWAKE_US 150

static _Atomic unsigned callbacksNow; /* that run or wait */

void begin_callback(Callback* k, unsigned id, const Target* target)
{
  begin_frame(&k->out, FRAME_CALLBACK, 0, id);
  begin_received(&k->received);
  begin_reader(&k->in, NULL, 0);
  k->id = id;
  k->target = *target;
  k->started = now_ms();
  k->failure = OrthancPluginErrorCode_Plugin;
  k->quiet = OrthancPluginErrorCode_Success;
  k->givenCount = 0;
  k->front = k->aheadOf = NULL;
  k->isWaiting = k->isLost = k->depth = 0;
  /* Of no front: it owns the handles before a front has them, and after the guest has returned. */
  k->identity = (uint64_t) (uintptr_t) k | (uint64_t) 1 << 63;
  put_number(&k->out, 0); /* the function, which is known once a front is */
}

uint64_t give_handle(Callback* k, unsigned class, const void* pointer)
{
  if (pointer == NULL || k->givenCount == MAX_GIVEN) return 0;
  const uint64_t handle = add_handle(k->identity, class, pointer);
  if (handle != 0) k->given[k->givenCount++] = handle;
  else k->out.isFull = 1;
  return handle;
}

/* A function of Orthanc, which belongs to the handle before it. */
uint64_t give_function(Callback* k, unsigned number, Function function)
{
  if (k->givenCount > 0) add_function(k->given[k->givenCount - 1], number == FUNCTION_WebDavAddFolder, function);
  return number;
}

static void pass_given(Callback* k, uint64_t owner)
{
  for (int i = 0; i < k->givenCount; i++) pass_handle(k->given[i], owner);
}

static Caller caller_of(const Callback* k, uint64_t identity)
{
  Plugin* plugin = k->target.plugin;
  pthread_mutex_lock(&lock);
  const unsigned number = plugin->number;
  pthread_mutex_unlock(&lock);
  return (Caller){ identity, k->owner, number, plugin->allowed, k->deadline, plugin };
}

/* Carries out the calls without reply that lie between `begin` and the frame at `end`. */
static void carry_out_quiet(Callback* k, size_t end, uint64_t identity)
{
  Received* from = &k->received;
  const Caller caller = caller_of(k, identity);
  while (from->begin < end) {
    const uint8_t* head = from->data + from->begin;
    const size_t length = head[0] | (size_t) head[1] << 8 | (size_t) head[2] << 16 | (size_t) head[3] << 24;
    Writer unused;
    begin_frame(&unused, FRAME_INVOKED, 0, 0);
    const OrthancPluginErrorCode code =
      carry_out(&caller, head[6] | (unsigned) head[7] << 8, head + HEAD_BYTES, length - HEAD_BYTES, &unused);
    end_frame(&unused);
    if (k->quiet == OrthancPluginErrorCode_Success) k->quiet = code;
    from->begin += length;
  }
}

typedef enum { CALL_REPLIED, CALL_LATE, CALL_GONE } CallResult;

static CallResult reply_to_call(Callback* k, const Frame* frame)
{
  Received* from = &k->received;
  Writer out;
  begin_wait(k->front);
  carry_out_quiet(k, frame->payload - HEAD_BYTES, k->owner);
  const Caller caller = caller_of(k, k->owner);
  begin_frame(&out, FRAME_INVOKED, 0, frame->code);
  carry_out(&caller, frame->code, from->data + frame->payload, frame->size, &out);
  from->begin = from->at = from->size = 0;
  const int isOpen = end_wait(k->front, k->depth, k->deadline);
  const int isSent = isOpen && send_frame(k->front->fd, &out, k->deadline);
  end_frame(&out);
  if (!isSent) return now_ms() >= k->deadline ? CALL_LATE : CALL_GONE;
  end_sending(k->front);
  return CALL_REPLIED;
}

/*
 * Reads the next frame of the guest. A callback that is alone waits awake, if another processor can run the guest, and if the guest was
 * quick the last time: that makes calls nearly twice as fast.
 */
static ReadResult receive_next(Callback* k, Frame* frame)
{
  static _Atomic long processors;
  Front* front = k->front;
  if (processors == 0) processors = sysconf(_SC_NPROCESSORS_ONLN);
  const uint64_t began = now_us();
  if (front->isQuick && callbacksNow == 1 && processors > 1 && k->received.at == k->received.size) wait_awake(front->fd, AWAKE_US);
  const ReadResult result = receive_frame(front->fd, &k->received, k->deadline, frame);
  front->isQuick = now_us() - began < AWAKE_US;
  return result;
}

/* Returns NULL once the guest has returned; else why the front is lost. */
static const char* converse(Callback* k, int* isReported)
{
  static const char* const late = "it did not return within its deadline (TimeoutMs)";
  static const char* const gone = "its process has ended";
  Received* from = &k->received;
  Frame frame;
  *isReported = 0;
  const int isSent = k->out.sent > 0 && k->out.sent == k->out.size;
  if (!send_frame(k->front->fd, &k->out, k->deadline)) return now_ms() >= k->deadline ? late : gone;
  if (!isSent) end_sending(k->front);
  for (;;) {
    switch (receive_next(k, &frame)) {
    case READ_END: return gone;
    case READ_LATE: return late;
    case READ_WRONG: *isReported = 1; return "a frame of a wrong length";
    case READ_FRAME: break;
    }
    if (frame.kind == FRAME_QUIET) continue;
    const int isReturn = frame.kind == FRAME_RETURN && (frame.flags & FLAG_NATIVE) != 0;
    if (from->at != from->size && !(isReturn && pass_rest(k->front, from))) { *isReported = 1; return "a frame that nothing waits for"; }
    if (isReturn) {
      k->failure = (frame.flags & FLAG_FAILED) != 0 ? OrthancPluginErrorCode_Plugin : OrthancPluginErrorCode_Success;
      begin_reader(&k->in, from->data + frame.payload, frame.size);
      return NULL;
    }
    if (frame.kind != FRAME_INVOKE) { *isReported = 1; return "a frame of an unknown kind"; }
    switch (reply_to_call(k, &frame)) {
    case CALL_LATE: return late;
    case CALL_GONE: return gone;
    case CALL_REPLIED: break;
    }
  }
}

static void report(Callback* k, const char* reason, int isWrong)
{
  const uint64_t ordinal = k->front->ordinal;
  if (isWrong) report_lost(ordinal, reason);
  else if (now_ms() >= k->deadline) {
    k->failure = OrthancPluginErrorCode_Timeout;
    report_expired(ordinal);
  }
  const char* what = k->id == CALLBACK_TIMER ? "a timer" : "a callback";
  if (!isStopping) log_error("Plugin '%s': %s (type %u) failed: %s", k->target.plugin->name, what, k->id, reason);
}

/* Callbacks that wait for each other on one thread: natively 20 to 40 of them use up the stack of a thread of the HTTP server. */
#define MOST_NESTED 32

static _Thread_local unsigned depthOfThread;
static _Thread_local const Callback* innermostOfThread;

static int run_on_front(Callback* k);

/* Returns 0 if the callback failed: `failure` says how. */
int run_callback(Callback* k)
{
  k->failure = OrthancPluginErrorCode_NotEnoughMemory;
  if (k->out.isFull) return 0;
  /* A plugin that calls itself through Orthanc would end Orthanc. */
  if (depthOfThread == MOST_NESTED) {
    log_error("Plugin '%s': a callback (type %u) failed: %u others of this thread wait for it, more than are allowed", k->target.plugin->name, k->id, depthOfThread);
    return 0;
  }
  const unsigned heldBefore = held;
  held |= held_by(k->id);
  depthOfThread++;
  callbacksNow++;
  const int isDone = run_on_front(k);
  callbacksNow--;
  depthOfThread--;
  held = heldBefore;
  return isDone;
}

static int run_on_front(Callback* k)
{
  int isWrong;
  k->outer = innermostOfThread;
  Front* front = take_front(k);
  if (front == NULL) {
    if (k->failure == OrthancPluginErrorCode_BadSequenceOfCalls)
      log_error("Plugin '%s': a callback (type %u) failed: a call of the plugin itself caused it, and no instance can run it before that call returns. A component cannot be entered while it waits: raise Workers, or do without the call", k->target.plugin->name, k->id);
    /* Of an object that ended with its instance Orthanc asks again and again. */
    else if (!isStopping && k->target.front == 0)
      log_error("Plugin '%s': a callback (type %u) failed: no instance could run it (error %d)", k->target.plugin->name, k->id, (int) k->failure);
    return 0;
  }
  k->owner = front->identity;
  pass_given(k, k->owner);
  innermostOfThread = k;
  const char* reason = converse(k, &isWrong);
  innermostOfThread = k->outer;
  /* From here on no other thread can use what the callback was given, also not for a later callback of the guest. */
  pass_given(k, k->identity);
  if (reason != NULL) {
    report(k, reason, isWrong);
    leave_front(front, 0, 0);
    return 0;
  }
  const size_t end = (size_t) (k->in.data - k->received.data) - HEAD_BYTES;
  /* A client that reads its answer slowly does not hold up the guest. */
  leave_front(front, 1, k->failure != OrthancPluginErrorCode_Success);
  carry_out_quiet(k, end, k->identity);
  return k->failure == OrthancPluginErrorCode_Success;
}

void end_callback(Callback* k)
{
  for (int i = 0; i < k->givenCount; i++) remove_handle(k->given[i]);
  end_frame(&k->out);
  end_received(&k->received);
}
