#include "native.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

/* A read or write returns after that time, so that its deadline can be looked at. */
#define TICK_MS 50
/* The supervisor writes the first frame of a connection at once; a guest its calls in one piece. */
#define PIECE_MS 5000
/* Time for the verdict about a call of OrthancPluginInitialize. */
#define CALL_MS 10000

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Front* fronts;
static uint64_t lastIdentity;
static int isGivenUp; /* Orthanc stops, and waits for callbacks */
static _Atomic int wakeDescriptor = -1; /* of serve_preparing */

uint64_t now_ms(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t) now.tv_sec * 1000 + (uint64_t) now.tv_nsec / 1000000;
}

void begin_condition(pthread_cond_t* condition)
{
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(condition, &attributes);
  pthread_condattr_destroy(&attributes);
}

void wait_until(pthread_cond_t* condition, uint64_t deadline)
{
  const struct timespec until = { (time_t) (deadline / 1000), (long) (deadline % 1000) * 1000000 };
  pthread_cond_timedwait(condition, &lock, &until);
}

/* ---- frames ---- */

void begin_received(Received* from)
{
  from->data = from->first;
  from->capacity = sizeof from->first;
  from->begin = from->at = from->size = 0;
}

void end_received(Received* from)
{
  if (from->data != from->first) free(from->data);
  begin_received(from);
}

/* Makes room for bytes to come: little more than twice of what has arrived, whatever length a frame says it has. */
static int grow(Received* from)
{
  if (from->size < from->capacity) return 1;
  const size_t capacity = from->capacity < ALLOCATED_BYTES ? ALLOCATED_BYTES : from->capacity * 2;
  uint8_t* data = from->data == from->first ? malloc(capacity) : realloc(from->data, capacity);
  if (data == NULL) return 0;
  if (from->data == from->first) memcpy(data, from->first, from->size);
  from->data = data;
  from->capacity = capacity;
  return 1;
}

/* The next frame, if all of it has arrived: READ_LATE if not. */
static ReadResult parse_frame(Received* from, Frame* frame)
{
  const size_t available = from->size - from->at;
  if (available < HEAD_BYTES) return READ_LATE;
  const uint8_t* head = from->data + from->at;
  const uint32_t length = head[0] | (uint32_t) head[1] << 8 | (uint32_t) head[2] << 16 | (uint32_t) head[3] << 24;
  if (length < HEAD_BYTES || length > MAX_FRAME_BYTES) return READ_WRONG;
  if (available < length) return READ_LATE;
  frame->kind = head[4];
  frame->flags = head[5];
  frame->code = head[6] | (unsigned) head[7] << 8;
  frame->payload = from->at + HEAD_BYTES;
  frame->size = length - HEAD_BYTES;
  from->at += length;
  return READ_FRAME;
}

ReadResult receive_frame(int fd, Received* from, uint64_t deadline, Frame* frame)
{
  for (;;) {
    const ReadResult result = parse_frame(from, frame);
    if (result != READ_LATE) return result;
    if (from->size > 2u * MAX_FRAME_BYTES || !grow(from)) return READ_WRONG;
    const ssize_t length = recv(fd, from->data + from->size, from->capacity - from->size, 0);
    if (length > 0) { from->size += (size_t) length; continue; }
    if (length == 0) return READ_END;
    if (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK) return READ_END;
    if (now_ms() >= deadline) return READ_LATE;
  }
}

/* Writes the length of a frame into it. */
static void finish_frame(Writer* out)
{
  for (unsigned i = 0; i < 4; i++) out->data[i] = (uint8_t) (out->size >> 8 * i);
}

/* Returns 0 if the other side is gone or does not read before the deadline. */
int send_frame(int fd, Writer* out, uint64_t deadline)
{
  if (out->isFull) return 0;
  if (out->sent == 0) finish_frame(out);
  while (out->sent < out->size) {
    const ssize_t length = send(fd, out->data + out->sent, out->size - out->sent, MSG_NOSIGNAL);
    if (length > 0) { out->sent += (size_t) length; continue; }
    if (length == 0 || (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK)) return 0;
    if (now_ms() >= deadline) return 0;
  }
  return 1;
}

/* ---- the list of fronts ---- */

static int connect_to(const char* path)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  if (strlen(path) >= sizeof address.sun_path) return -1;
  strcpy(address.sun_path, path);
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  struct ucred peer;
  socklen_t size = sizeof peer;
  const struct timeval tick = { 0, TICK_MS * 1000 };
  const int isOpen = connect(fd, (struct sockaddr*) &address, sizeof address) == 0 &&
    getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && (peer.uid == geteuid() || peer.uid == 0) &&
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tick, sizeof tick) == 0 &&
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &tick, sizeof tick) == 0;
  if (isOpen) return fd;
  close(fd);
  return -1;
}

int open_control(const char* path)
{
  return connect_to(path);
}

int open_front(const char* path)
{
  const int fd = connect_to(path);
  if (fd < 0) return 0;
  Received first;
  Frame frame;
  Reader in;
  begin_received(&first);
  first.capacity = HEAD_BYTES + 8; /* not a byte more: the guest may have written already */
  int isGood = receive_frame(fd, &first, now_ms() + PIECE_MS, &frame) == READ_FRAME && frame.kind == FRAME_FRONT;
  if (isGood) begin_reader(&in, first.data + frame.payload, frame.size);
  const uint64_t ordinal = isGood ? get_number(&in) : 0;
  isGood = isGood && is_finished(&in);
  end_received(&first);
  Front* front = isGood ? calloc(1, sizeof *front) : NULL;
  if (front == NULL) {
    close(fd);
    return 0;
  }
  front->fd = fd;
  front->ordinal = ordinal;
  front->holders = 1;
  begin_condition(&front->changed);
  pthread_mutex_lock(&lock);
  front->identity = ++lastIdentity;
  front->next = fronts;
  fronts = front;
  pthread_mutex_unlock(&lock);
  return 1;
}

/* With the lock. */
static Front* find_front(uint64_t ordinal)
{
  Front* front = fronts;
  while (front != NULL && front->ordinal != ordinal) front = front->next;
  return front;
}

/* ---- callbacks that wait for a front ---- */

static Callback* firstWaiting;
static Callback** endOfWaiting = &firstWaiting;

/* With the lock, as the functions after it. */
static void begin_waiting(Callback* k)
{
  k->isWaiting = 1;
  k->nextWaiting = NULL;
  *endOfWaiting = k;
  endOfWaiting = &k->nextWaiting;
}

static void end_waiting(Callback* k)
{
  if (!k->isWaiting) return;
  Callback** at = &firstWaiting;
  while (*at != k) at = &(*at)->nextWaiting;
  *at = k->nextWaiting;
  if (endOfWaiting == &k->nextWaiting) endOfWaiting = at;
  k->isWaiting = 0;
}

void wake_waiting(void)
{
  for (Callback* k = firstWaiting; k != NULL; k = k->nextWaiting) pthread_cond_signal(&k->isChosen);
}

/* The guest's function, which depends on the registrations, and whether it runs on top of others. */
static void set_function(Callback* k)
{
  const uint32_t function = k->target.functions[k->id];
  k->out.data[5] = k->depth > 1 ? FLAG_NESTED : 0;
  for (unsigned i = 0; i < 4; i++) k->out.data[HEAD_BYTES + i] = (uint8_t) (function >> 8 * i);
}

/* Timers run between callbacks only, and so do all callbacks of a plugin that cannot be entered while it waits. */
static int may_begin(const Front* front, const Callback* k)
{
  return front->state == FRONT_IDLE || (front->state == FRONT_WAITING && front->plugin->isReentrant && k->id != CALLBACK_TIMER);
}

/* Whether the callback may run there at some time: in an instance of its plugin, or in the one that has its object. */
static int is_for(const Front* front, const Target* target)
{
  return front->plugin == target->plugin && (target->front == 0 || target->front == front->identity);
}

static void begin_on(Front* front, Callback* k)
{
  front->state = FRONT_RUNNING;
  front->holders++;
  k->front = front;
  k->depth = ++front->depth;
  if (k->depth == 1) {
    front->isStep = k->id == CALLBACK_JobStep;
    front->began = now_ms();
  }
  set_function(k);
}

/* An idle front begins the callback that waits longest. Its frame is sent before its thread wakes, so that the guest need not wait for that. */
static void hand_over(Front* front)
{
  if (front->plugin == NULL || (front->state != FRONT_IDLE && front->state != FRONT_WAITING)) return;
  Callback* k = firstWaiting;
  while (k != NULL && (!is_for(front, &k->target) || !may_begin(front, k))) k = k->nextWaiting;
  if (k == NULL) return;
  if (front->state == FRONT_IDLE && isUp && !isGivenUp && renew_target(k->id, &k->target) && k->target.plugin == front->plugin) {
    end_waiting(k);
    begin_on(front, k);
    finish_frame(&k->out);
    const ssize_t length = send(front->fd, k->out.data, k->out.size, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (length > 0) k->out.sent = (size_t) length;
  }
  pthread_cond_signal(&k->isChosen);
}

static void wake_front(Front* front)
{
  pthread_cond_broadcast(&front->changed);
  hand_over(front);
}

static void wake_preparing(void)
{
  const uint64_t one = 1;
  if (wakeDescriptor >= 0 && write(wakeDescriptor, &one, sizeof one) < 0) return; /* it is awake already */
}

/* Takes a front out of the list; the last one that uses it frees it. With the lock. */
static void close_front(Front* front)
{
  if (front->state == FRONT_CLOSED) return;
  front->state = FRONT_CLOSED;
  shutdown(front->fd, SHUT_RDWR);
  for (Front** at = &fronts; *at != NULL; at = &(*at)->next)
    if (*at == front) { *at = front->next; break; }
  pthread_cond_broadcast(&front->changed);
  wake_waiting();
}

/* Ends a use of a front. Objects of Orthanc that its process held are freed with it. */
static void release_front(Front* front)
{
  pthread_mutex_lock(&lock);
  const int isLast = --front->holders == 0;
  pthread_mutex_unlock(&lock);
  if (!isLast) return;
  Object object;
  while (take_kept(front->identity, &object)) {
    free_object(&object);
    finish_handle(&object);
  }
  close(front->fd);
  pthread_cond_destroy(&front->changed);
  free(front);
}

void drop_front(uint64_t ordinal)
{
  pthread_mutex_lock(&lock);
  Front* front = find_front(ordinal);
  if (front != NULL) close_front(front);
  pthread_mutex_unlock(&lock);
  if (front != NULL) release_front(front);
}

int begin_timer(uint64_t ordinal, Target* target)
{
  pthread_mutex_lock(&lock);
  Front* front = find_front(ordinal);
  const int isFirst = front != NULL && front->plugin != NULL && front->timers == 0;
  if (front != NULL && front->plugin != NULL) front->timers = isFirst ? 1 : 2;
  if (isFirst) *target = (Target){ .plugin = front->plugin, .front = front->identity, .slot = -1 };
  pthread_mutex_unlock(&lock);
  return isFirst;
}

int end_timer(uint64_t identity)
{
  pthread_mutex_lock(&lock);
  Front* front = fronts;
  while (front != NULL && front->identity != identity) front = front->next;
  const int isAgain = front != NULL && --front->timers > 0;
  pthread_mutex_unlock(&lock);
  return isAgain;
}

void close_fronts(void)
{
  for (;;) {
    pthread_mutex_lock(&lock);
    Front* front = fronts;
    if (front != NULL) close_front(front);
    pthread_mutex_unlock(&lock);
    if (front == NULL) return;
    release_front(front);
  }
}

/* An instance runs there. A process that is in the middle of a call cannot have one. */
void assign_front(uint64_t ordinal, unsigned number)
{
  pthread_mutex_lock(&lock);
  Front* front = find_front(ordinal);
  const int isWrong = front != NULL && front->isServed;
  if (isWrong) close_front(front);
  else if (front != NULL && (front->state == FRONT_OPEN || front->state == FRONT_PREPARING)) {
    front->number = number;
    front->state = FRONT_IDLE;
    front->plugin = isUp ? plugin_of_number(number) : NULL;
    wake_front(front);
  }
  pthread_mutex_unlock(&lock);
  if (!isWrong) return;
  report_lost(ordinal, "a call after the start of its plugin");
  release_front(front);
}

void assign_plugins(void)
{
  for (Front* front = fronts; front != NULL; front = front->next)
    if (front->state != FRONT_OPEN && front->state != FRONT_PREPARING) front->plugin = plugin_of_number(front->number);
}

void prepare_front(uint64_t ordinal, unsigned number, const uint8_t allowed[SERVICE_COUNT])
{
  pthread_mutex_lock(&lock);
  Front* front = find_front(ordinal);
  if (front != NULL && (front->state == FRONT_OPEN || front->state == FRONT_IDLE)) {
    front->number = number;
    memcpy(front->allowed, allowed, SERVICE_COUNT);
    front->state = FRONT_PREPARING;
  }
  pthread_mutex_unlock(&lock);
  wake_preparing();
}

void give_up_callbacks(int withSteps, uint64_t ms)
{
  const uint64_t now = now_ms();
  pthread_mutex_lock(&lock);
  isGivenUp = 1;
  wake_waiting();
  for (Front* front = fronts; front != NULL; front = front->next)
    if ((front->state == FRONT_RUNNING || front->state == FRONT_WAITING) && (withSteps || !front->isStep) && now - front->began >= ms)
      shutdown(front->fd, SHUT_RDWR);
  pthread_mutex_unlock(&lock);
}

/* ---- one callback ---- */

/* A callback waits that long for a supervisor that starts, and for an instance where the plugin has none. */
#define RESTART_MS 3000
/* A callback that begins after all others were given up has that long. */
#define LAST_MS 1000

/* With the lock: one that can run the callback now, an idle one if there is one. `exists`: whether one may later. */
static Front* choose_front(const Callback* k, int* exists)
{
  const Target* target = &k->target;
  Front* found = NULL;
  *exists = 0;
  for (Front* front = fronts; front != NULL; front = front->next) {
    if (!is_for(front, target)) continue;
    *exists = 1;
    if (front->state == FRONT_IDLE) return front;
    if (found == NULL && may_begin(front, k)) found = front;
  }
  return found;
}

/* With the lock: whether all instances that could run the callback wait for its own thread, so that it can never begin. */
static int waits_for_itself(const Callback* k)
{
  if (k->target.plugin->isReentrant) return 0;
  for (const Front* front = fronts; front != NULL; front = front->next) {
    if (!is_for(front, &k->target)) continue;
    const Callback* outer = k->outer;
    while (outer != NULL && outer->front != front) outer = outer->outer;
    if (outer == NULL) return 0;
  }
  return 1;
}

/* Waits for a front and begins the callback on it; NULL and `failure` at the deadline, or at once if it can never begin. */
Front* take_front(Callback* k)
{
  Target* target = &k->target;
  uint64_t absentSince = 0;
  int hasWaited = 0;
  pthread_mutex_lock(&lock);
  while (k->front == NULL) {
    int exists;
    if (isUp && !renew_target(k->id, target)) { k->failure = OrthancPluginErrorCode_UnknownResource; break; }
    k->deadline = k->started + (isGivenUp ? LAST_MS : target->plugin->timeoutMs);
    Front* front = choose_front(k, &exists);
    if (front != NULL) { begin_on(front, k); break; }
    k->failure = exists ? OrthancPluginErrorCode_Timeout : OrthancPluginErrorCode_NetworkProtocol;
    /* The object of an instance that has ended. */
    if (!exists && target->front != 0) break;
    if (exists && waits_for_itself(k)) { k->failure = OrthancPluginErrorCode_BadSequenceOfCalls; break; }
    absentSince = exists ? 0 : absentSince != 0 ? absentSince : now_ms();
    const uint64_t until = exists || k->deadline < absentSince + RESTART_MS ? k->deadline : absentSince + RESTART_MS;
    if (isStopping || (isGivenUp && k->id != CALLBACK_JobStep) || now_ms() >= until) break;
    if (!hasWaited) {
      begin_condition(&k->isChosen);
      begin_waiting(k);
      hasWaited = 1;
    }
    wait_until(&k->isChosen, until);
  }
  end_waiting(k);
  if (hasWaited) pthread_cond_destroy(&k->isChosen);
  pthread_mutex_unlock(&lock);
  return k->front;
}

/* Nested callbacks may come while an Orthanc thread carries a call out. */
void begin_wait(Front* front)
{
  pthread_mutex_lock(&lock);
  if (front->state == FRONT_RUNNING) {
    front->state = FRONT_WAITING;
    wake_front(front);
  }
  pthread_mutex_unlock(&lock);
}

/* Waits until nested callbacks have returned; 0 if the front is closed or the deadline has passed. */
int end_wait(Front* front, int depth, uint64_t deadline)
{
  pthread_mutex_lock(&lock);
  while (front->state != FRONT_CLOSED && front->depth != depth && now_ms() < deadline) wait_until(&front->changed, deadline);
  const int isOpen = front->state == FRONT_WAITING && front->depth == depth && now_ms() < deadline;
  if (isOpen) front->state = FRONT_RUNNING;
  pthread_mutex_unlock(&lock);
  return isOpen;
}

/* The conversation has ended: `isGood` if the front can go on. After a trap its process makes another instance. */
void leave_front(Front* front, int isGood, int isTrapped)
{
  pthread_mutex_lock(&lock);
  const int wasOpen = front->state != FRONT_CLOSED;
  front->depth--;
  front->isRestarting = isTrapped;
  if (isGood && wasOpen) {
    front->state = front->depth == 0 ? FRONT_IDLE : FRONT_WAITING;
    wake_front(front);
  } else if (wasOpen) close_front(front);
  else pthread_cond_broadcast(&front->changed);
  pthread_mutex_unlock(&lock);
  if (isTrapped) wake_preparing();
  /* The list held it, too. */
  if (!isGood && wasOpen) release_front(front);
  release_front(front);
}

/* ---- calls of OrthancPluginInitialize ---- */

/* With the lock. */
static int is_preparing(const Front* front)
{
  return front->state == FRONT_PREPARING || (front->state == FRONT_IDLE && front->isRestarting);
}

static void lose_preparing(Front* front, const char* reason)
{
  const uint64_t ordinal = front->ordinal;
  pthread_mutex_lock(&lock);
  const int wasOpen = front->state != FRONT_CLOSED;
  close_front(front);
  pthread_mutex_unlock(&lock);
  if (!wasOpen) return;
  if (reason != NULL) report_lost(ordinal, reason);
  release_front(front);
}

static void serve_front(Front* front)
{
  Received received;
  Frame frame;
  begin_received(&received);
  const ReadResult result = receive_frame(front->fd, &received, now_ms() + PIECE_MS, &frame);
  if (result == READ_END) lose_preparing(front, NULL);
  else if (result != READ_FRAME || frame.kind != FRAME_INVOKE || received.at != received.size)
    lose_preparing(front, "a frame that is not a call of OrthancPluginInitialize");
  else {
    Writer out;
    const uint8_t* allowed = front->plugin != NULL ? front->plugin->allowed : front->allowed;
    const Caller caller = { front->identity, front->identity, front->number, allowed, now_ms() + CALL_MS, NULL };
    begin_frame(&out, FRAME_INVOKED, 0, frame.code);
    carry_out(&caller, frame.code, received.data + frame.payload, frame.size, &out);
    /* Before the answer, as the instance may be assigned right after it. */
    pthread_mutex_lock(&lock);
    front->isServed = 0;
    pthread_mutex_unlock(&lock);
    if (!send_frame(front->fd, &out, now_ms() + PIECE_MS)) lose_preparing(front, "it does not read the reply to its call");
    end_frame(&out);
  }
  end_received(&received);
}

/* Meanwhile no callback begins there. */
static void serve_if_ready(Front* front, int isReady)
{
  pthread_mutex_lock(&lock);
  const FrontState before = front->state;
  const int isServed = isReady && is_preparing(front);
  front->isServed = isServed;
  if (isServed) front->state = FRONT_PREPARING;
  pthread_mutex_unlock(&lock);
  if (!isServed) return;
  serve_front(front);
  pthread_mutex_lock(&lock);
  front->isServed = 0;
  if (front->state == FRONT_PREPARING) {
    front->state = before;
    wake_front(front);
  }
  pthread_mutex_unlock(&lock);
}

#define MAX_PREPARING 256

void* serve_preparing(void* unused)
{
  (void) unused;
  struct pollfd polled[MAX_PREPARING + 1];
  Front* served[MAX_PREPARING + 1];
  wakeDescriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  while (!isStopping) {
    nfds_t count = 1;
    polled[0] = (struct pollfd){ wakeDescriptor, POLLIN, 0 };
    pthread_mutex_lock(&lock);
    for (Front* front = fronts; front != NULL && count <= MAX_PREPARING; front = front->next) {
      if (!is_preparing(front)) continue;
      front->holders++;
      served[count] = front;
      polled[count++] = (struct pollfd){ front->fd, POLLIN, 0 };
    }
    pthread_mutex_unlock(&lock);
    const int ready = poll(polled, count, 500);
    uint64_t wakes;
    if (polled[0].revents != 0 && read(wakeDescriptor, &wakes, sizeof wakes) < 0) wakes = 0;
    for (nfds_t i = 1; i < count; i++) {
      serve_if_ready(served[i], ready > 0 && polled[i].revents != 0);
      release_front(served[i]);
    }
  }
  close(wakeDescriptor);
  wakeDescriptor = -1;
  return NULL;
}
