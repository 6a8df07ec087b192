#include "supervisor.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A supervisor that has started listens by then; its plugins may take longer. */
#define LISTEN_MS 30000
#define PLUGINS_MS 120000
#define PING_MS 2000
/* A supervisor that has not answered for that long hangs. */
#define SILENCE_MS 20000
#define FIRST_PAUSE_MS 50
#define LAST_PAUSE_MS 10000
/* After a run of that length the next start is at once. */
#define GOOD_RUN_MS 5000
/* When Orthanc stops, callbacks have that long, and steps of jobs, which would make their jobs fail, longer. */
#define STOP_MS 2000
#define STEPS_MS 12000

static const Settings* settings;
static char* configuration;
static char socketPath[SOCKET_BYTES];
static pthread_t threads[2];
static int hasThreads;

enum { START_WAITS, START_DONE, START_FAILED };
static _Atomic int start;
static Received firstPlugins; /* registered by the thread that Orthanc initializes plugins on */
static Frame firstFrame;
static int hasFirstPlugins;
static _Atomic int isStopped;

static int say_hello(void)
{
  char* path = NULL;
  const _OrthancPluginRetrieveDynamicString parameters = { &path, NULL };
  if (invoke(_OrthancPluginService_GetConfigurationPath, &parameters) != OrthancPluginErrorCode_Success) path = NULL;
  Writer out;
  begin_frame(&out, FRAME_HELLO, 0, 0);
  put_number(&out, PROTOCOL_VERSION);
  put_text(&out, OrthancPluginGetVersion());
  put_text(&out, context->orthancVersion);
  put_text(&out, configuration);
  put_text(&out, path == NULL ? "" : path);
  put_number(&out, settings->socket == NULL);
  if (path != NULL) context->Free(path);
  return send_control(&out);
}

static void pause_ms(uint64_t ms)
{
  for (const uint64_t until = now_ms() + ms; !isStopping && now_ms() < until;) usleep(20000);
}

/* Returns the connection, or -1. */
static int connect_control(void)
{
  const uint64_t until = now_ms() + LISTEN_MS;
  for (;;) {
    const int fd = connect_to(socketPath);
    if (fd >= 0) {
      attach_control(fd);
      return fd;
    }
    if (isStopping) return -1;
    if (has_ended()) {
      log_error("'%s' ended before it listened; its own message is in the error output of Orthanc", settings->command[0]);
      return -1;
    }
    if (now_ms() >= until) {
      log_error("Nothing listens on %s: %s", socketPath, settings->socket == NULL ? "the host did not start within 30 s" : "start orthanc-wasm bridge with this socket as the user of Orthanc");
      return -1;
    }
    usleep(20000);
  }
}

/* Ends the connection, and all callbacks with their guests. */
static void disconnect(void)
{
  const int fd = detach_control();
  if (fd >= 0) close(fd);
  close_fronts();
}

/* ---- what the supervisor says ---- */

static void finish_start(int isGood)
{
  pthread_mutex_lock(&lock);
  if (start == START_WAITS) start = isGood ? START_DONE : START_FAILED;
  pthread_cond_broadcast(&progress);
  pthread_mutex_unlock(&lock);
}

/* The first list is registered by the thread that Orthanc initializes plugins on: some callbacks have no effect later. */
static void on_plugins(Received* from, const Frame* frame)
{
  if (start != START_WAITS) {
    Reader in;
    begin_reader(&in, from->data + frame->payload, frame->size);
    const char* reason = apply_plugins(&in);
    if (reason != NULL) log_error("The host sent %s", reason);
    return;
  }
  begin_received(&firstPlugins);
  firstPlugins.data = malloc(frame->size + 1);
  if (firstPlugins.data == NULL) {
    finish_start(0);
    return;
  }
  memcpy(firstPlugins.data, from->data + frame->payload, frame->size);
  pthread_mutex_lock(&lock);
  firstFrame = (Frame){ frame->kind, frame->flags, frame->code, 0, frame->size };
  hasFirstPlugins = 1;
  pthread_cond_broadcast(&progress);
  while (start == START_WAITS) pthread_cond_wait(&progress, &lock);
  pthread_mutex_unlock(&lock);
}

static void on_refused(Reader* in)
{
  uint32_t count;
  const char** reasons = get_texts(in, &count);
  for (uint32_t i = 0; reasons != NULL && i < count; i++)
    if (reasons[i] != NULL) log_error("%s", reasons[i]);
  free(reasons);
  finish_start(0);
}

static void on_log(Reader* in)
{
  static const int levels[] = { _OrthancPluginService_LogError, _OrthancPluginService_LogWarning, _OrthancPluginService_LogInfo };
  const uint64_t level = get_number(in);
  const char* text = get_text(in);
  if (text != NULL) invoke(levels[level < 3 ? level : 2], text);
}

static void on_prepare(Reader* in)
{
  uint8_t allowed[SERVICE_COUNT];
  uint64_t size;
  const uint64_t ordinal = get_number(in);
  const unsigned number = (unsigned) get_number(in);
  const void* pairs = get_bytes(in, &size);
  if (!in->isBad && pairs != NULL && read_allowed(pairs, size, allowed)) prepare_front(ordinal, number, allowed);
}

/* Returns 0 if the frame is not one of this protocol. */
static int on_frame(Received* from, const Frame* frame)
{
  Reader in;
  begin_reader(&in, from->data + frame->payload, frame->size);
  switch (frame->kind) {
  case FRAME_PLUGINS: on_plugins(from, frame); return 1;
  case FRAME_REFUSED: on_refused(&in); return 1;
  case FRAME_FRONTS:
    for (uint64_t count = get_number(&in); count > 0 && !isStopping; count--)
      if (!open_front(socketPath)) { log_error("Cannot open a connection to the host on %s", socketPath); return 0; }
    return 1;
  case FRAME_ASSIGN: {
    const uint64_t ordinal = get_number(&in);
    assign_front(ordinal, (unsigned) get_number(&in));
    return 1;
  }
  case FRAME_DROP: drop_front(get_number(&in)); return 1;
  case FRAME_VERDICT: {
    const uint64_t id = get_number(&in);
    answer_question(id, (OrthancPluginErrorCode) (int32_t) get_number(&in));
    return 1;
  }
  case FRAME_LOG: on_log(&in); return 1;
  case FRAME_PREPARE: on_prepare(&in); return 1;
  case FRAME_TIMER:
    /* Orthanc carries out fewer and fewer calls while it stops. */
    if (stopsAt == 0) start_timer(get_number(&in));
    return 1;
  case FRAME_PONG: return 1;
  case FRAME_STOPPED:
    pthread_mutex_lock(&lock);
    isStopped = 1;
    pthread_cond_broadcast(&progress);
    pthread_mutex_unlock(&lock);
    return 1;
  default: return 0;
  }
}

/* After OrthancStopped, callbacks that run for too long are ended. Those between the steps of a job begin again and again. */
static void watch_stop(void)
{
  const uint64_t since = stopsAt == 0 ? 0 : now_ms() - stopsAt;
  if (since >= STOP_MS) give_up_callbacks(since >= STEPS_MS, STOP_MS);
}

/* Reads the control connection until it ends or its other side hangs. */
static const char* listen_control(int fd)
{
  Received from;
  Frame frame;
  uint64_t heard = now_ms(), pinged = heard;
  const char* reason = NULL;
  begin_received(&from);
  while (reason == NULL && !(isStopping && isStopped)) {
    switch (receive_frame(fd, &from, now_ms(), &frame)) {
    case READ_FRAME:
      heard = now_ms();
      if (!on_frame(&from, &frame)) reason = "it sent a frame that this version does not know";
      from.begin = from.at;
      break;
    case READ_END: reason = "it has ended"; break;
    case READ_WRONG: reason = "it sent a frame of a wrong length"; break;
    case READ_LATE: break;
    }
    watch_stop();
    if (now_ms() - pinged >= PING_MS) {
      pinged = now_ms();
      Writer out;
      begin_frame(&out, FRAME_PING, 0, 0);
      send_control(&out);
    }
    if (reason == NULL && now_ms() - heard >= SILENCE_MS) reason = "it does not answer";
  }
  end_received(&from);
  return reason;
}

/* ---- the thread of the control connection ---- */

/* One run of a supervisor, from its start to its end. At the first start the reasons for an end are those that it sent. */
static void run_supervisor(void)
{
  const int isParent = settings->socket == NULL;
  if (isParent && ((socketPath[0] == 0 && !make_folder(socketPath)) || !start_process(settings, socketPath))) return;
  const int fd = connect_control();
  const char* reason = fd >= 0 && say_hello() ? listen_control(fd) : NULL;
  disconnect();
  const int status = end_process(isStopping ? 1000 : 200);
  if (reason == NULL || isStopping || start == START_WAITS) return;
  if (!isParent) log_error("The host of the WebAssembly plugins: %s", reason);
  else if (WIFSIGNALED(status)) log_error("The host of the WebAssembly plugins: %s (signal %d)", reason, WTERMSIG(status));
  else log_error("The host of the WebAssembly plugins: %s (exit code %d)", reason, WEXITSTATUS(status));
}

static void* supervise(void* unused)
{
  (void) unused;
  uint64_t pause = FIRST_PAUSE_MS;
  while (!isStopping) {
    const uint64_t begun = now_ms();
    run_supervisor();
    finish_start(0);
    if (isStopping) break;
    if (now_ms() - begun >= GOOD_RUN_MS) pause = FIRST_PAUSE_MS;
    pause_ms(pause);
    pause = pause * 2 > LAST_PAUSE_MS ? LAST_PAUSE_MS : pause * 2;
  }
  return NULL;
}

static int wait_for_plugins(void)
{
  const uint64_t until = now_ms() + PLUGINS_MS;
  pthread_mutex_lock(&lock);
  while (start == START_WAITS && !hasFirstPlugins && now_ms() < until) wait_until(&progress, until);
  const int isHere = hasFirstPlugins;
  pthread_mutex_unlock(&lock);
  if (!isHere) return 0;
  Reader in;
  begin_reader(&in, firstPlugins.data, firstFrame.size);
  const char* reason = apply_plugins(&in);
  free(firstPlugins.data);
  if (reason != NULL) log_error("The host sent %s", reason);
  finish_start(reason == NULL);
  return reason == NULL;
}

int start_supervisor(const Settings* given, const char* text)
{
  settings = given;
  configuration = strdup(text);
  begin_condition(&progress);
  if (configuration == NULL) return 0;
  if (settings->socket != NULL && strlen(settings->socket) >= sizeof socketPath) {
    log_error("WebAssembly.Bridge.Socket is longer than a socket's path can be (107 bytes): %s", settings->socket);
    return 0;
  }
  if (settings->socket != NULL) strcpy(socketPath, settings->socket);
  register_changes();
  if (pthread_create(&threads[0], NULL, supervise, NULL) != 0) return 0;
  if (pthread_create(&threads[1], NULL, serve_preparing, NULL) != 0) abort();
  hasThreads = 1;
  if (wait_for_plugins()) return 1;
  if (!settings->isRequired) {
    log_warning("The WebAssembly plugins do not run (WebAssembly.Bridge.Required is false): Orthanc starts without them");
    finish_start(0);
    return 1;
  }
  log_error("The WebAssembly plugins cannot start. Set WebAssembly.Bridge.Required to false to start Orthanc without them");
  stop_supervisor();
  return 0;
}

void stop_supervisor(void)
{
  const uint64_t until = now_ms() + drain_ms() + 1000;
  if (!hasThreads) return;
  hasThreads = 0;
  give_up_callbacks(1, 0);
  if (isUp && send_number(FRAME_STOP, drain_ms())) {
    pthread_mutex_lock(&lock);
    while (!isStopped && has_control() && now_ms() < until) wait_until(&progress, until);
    pthread_mutex_unlock(&lock);
  }
  pthread_mutex_lock(&lock);
  isStopping = isStopped = 1;
  wake_waiting();
  pthread_mutex_unlock(&lock);
  finish_start(0);
  for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
  end_timers();
  if (settings->socket == NULL && socketPath[0] != 0) remove_folder(socketPath);
  free(configuration);
  configuration = NULL;
}
