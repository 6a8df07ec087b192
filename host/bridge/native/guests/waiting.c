#include "guests.h"

#include <sys/socket.h>

/* A callback waits that long for a supervisor that starts, and for an instance where the plugin has none. */
#define RESTART_MS 3000
/* A callback that begins after all others were given up has that long. */
#define LAST_MS 1000
/* A frame up to that size is sent as a whole or not at all, where the buffer of the socket is full. */
#define AHEAD_BYTES 4096
#define MOST_AHEAD 16

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
    if (front->ahead == 0) front->deadline = k->deadline;
  }
  set_function(k);
}

/* Sends what there is room for: all of most frames. */
static void begin_sending(Front* front, Callback* k)
{
  finish_frame(&k->out);
  const ssize_t length = send(front->fd, k->out.data, k->out.size, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (length > 0) k->out.sent = (size_t) length;
}

/* Whether the plugin of the front still has the callback, whose function may be another one now. */
static int is_registered(const Front* front, Callback* k)
{
  return isUp && renew_target(k->id, &k->target) && k->target.plugin == front->plugin;
}

/* ---- callbacks sent ahead ----
 *
 * While the only instance of a plugin runs one callback, it gets the frames of the next ones: it need not wait until the thread of one has
 * woken up and the next one is sent. They begin in that order, after the one that runs, or on top of it once that waits for a call.
 */

static Callback* first_ahead(const Front* front)
{
  Callback* k = front->ahead == 0 ? NULL : firstWaiting;
  while (k != NULL && k->aheadOf != front) k = k->nextWaiting;
  return k;
}

/* Whether no other instance could run the callback earlier. */
static int is_only_front(const Front* only, const Target* target)
{
  for (const Front* front = fronts; front != NULL; front = front->next)
    if (front != only && is_for(front, target)) return 0;
  return 1;
}

/* None is late before those that run earlier are. */
static int may_go_ahead(const Front* front, const Callback* k)
{
  return k->outer == NULL && k->id != CALLBACK_TIMER && k->out.size <= AHEAD_BYTES && k->deadline >= front->deadline;
}

static void send_ahead(Front* front)
{
  if (isGivenUp || front->state != FRONT_RUNNING || front->depth > 1 || front->isSending) return;
  for (Callback* k = firstWaiting; k != NULL && front->ahead < MOST_AHEAD; k = k->nextWaiting) {
    if (k->aheadOf != NULL || !is_for(front, &k->target)) continue;
    if (!may_go_ahead(front, k) || !is_only_front(front, &k->target) || !is_registered(front, k)) return;
    set_function(k);
    begin_sending(front, k);
    if (k->out.sent == 0) return;
    k->aheadOf = front;
    front->ahead++;
    front->deadline = k->deadline;
  }
}

static void begin_ahead(Front* front, Callback* k)
{
  const uint32_t sent = k->target.functions[k->id];
  const int isNested = front->state == FRONT_WAITING;
  /* The guest would run another function than is registered now: its process ends. */
  if (!is_registered(front, k) || k->target.functions[k->id] != sent) shutdown(front->fd, SHUT_RDWR);
  if (isGivenUp && k->deadline > now_ms() + LAST_MS) k->deadline = now_ms() + LAST_MS;
  front->ahead--;
  k->aheadOf = NULL;
  end_waiting(k);
  if (isNested) {
    end_frame(&k->out);
    begin_frame(&k->out, FRAME_CALLBACK, 0, k->id);
    put_number(&k->out, 0);
  }
  begin_on(front, k);
  if (isNested) k->out.data[5] |= FLAG_AHEAD;
  front->isSending = isNested;
  pthread_cond_signal(&k->isChosen);
  send_ahead(front);
}

void take_back(Front* front, int mayHaveBegun)
{
  if (mayHaveBegun && front->ahead > 0) first_ahead(front)->isLost = 1;
  for (Callback* k = firstWaiting; k != NULL; k = k->nextWaiting) {
    if (k->aheadOf != front) continue;
    k->aheadOf = NULL;
    k->out.sent = 0;
  }
  front->ahead = 0;
  wake_waiting();
}

void close_front(Front* front)
{
  if (front->state == FRONT_CLOSED) return;
  if (front->state == FRONT_WAITING) take_back(front, 0);
  remove_front(front);
  wake_waiting();
}

int pass_rest(Front* front, Received* from)
{
  pthread_mutex_lock(&lock);
  Callback* next = first_ahead(front);
  const int isPassed = next != NULL && move_rest(&next->received, from);
  pthread_mutex_unlock(&lock);
  return isPassed;
}

void end_sending(Front* front)
{
  pthread_mutex_lock(&lock);
  front->isSending = 0;
  send_ahead(front);
  pthread_mutex_unlock(&lock);
}

/* ---- callbacks that begin ---- */

/* An idle front begins the callback that waits longest. Its frame is sent before its thread wakes, so that the guest need not wait for that. */
static void hand_over(Front* front)
{
  if (front->plugin == NULL || (front->state != FRONT_IDLE && front->state != FRONT_WAITING)) return;
  Callback* k = first_ahead(front);
  if (k != NULL) {
    if (may_begin(front, k)) begin_ahead(front, k);
    return;
  }
  k = firstWaiting;
  while (k != NULL && (k->aheadOf != NULL || !is_for(front, &k->target) || !may_begin(front, k))) k = k->nextWaiting;
  if (k == NULL) return;
  if (front->state == FRONT_IDLE && !isGivenUp && is_registered(front, k)) {
    end_waiting(k);
    begin_on(front, k);
    begin_sending(front, k);
    front->isSending = k->out.sent < k->out.size;
    send_ahead(front);
  }
  pthread_cond_signal(&k->isChosen);
}

void wake_front(Front* front)
{
  pthread_cond_broadcast(&front->changed);
  hand_over(front);
}

/* With the lock: one that can run the callback now, an idle one if there is one. `later` is one that may run it later. */
static Front* choose_front(const Callback* k, Front** later)
{
  const Target* target = &k->target;
  Front* found = NULL;
  *later = NULL;
  for (Front* front = fronts; front != NULL; front = front->next) {
    if (!is_for(front, target)) continue;
    *later = front;
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

Front* take_front(Callback* k)
{
  Target* target = &k->target;
  uint64_t absentSince = 0;
  int hasWaited = 0;
  Front* late = NULL;
  pthread_mutex_lock(&lock);
  while (k->front == NULL) {
    Front* later;
    if (k->isLost) { k->failure = OrthancPluginErrorCode_Plugin; break; }
    if (k->aheadOf != NULL) {
      if (now_ms() >= k->deadline) { late = k->aheadOf; break; }
      wait_until(&k->isChosen, k->deadline);
      continue;
    }
    if (isUp && !renew_target(k->id, target)) { k->failure = OrthancPluginErrorCode_UnknownResource; break; }
    /* A request may wait for a job that ends never, or waits for the thread of such a job. */
    if (areStepsGivenUp && k->id == CALLBACK_JobStep) { k->failure = OrthancPluginErrorCode_Timeout; break; }
    k->deadline = k->started + (isGivenUp ? LAST_MS : target->plugin->timeoutMs);
    Front* front = choose_front(k, &later);
    if (front != NULL) {
      begin_on(front, k);
      front->isSending = 1;
      break;
    }
    k->failure = later != NULL ? OrthancPluginErrorCode_Timeout : OrthancPluginErrorCode_NetworkProtocol;
    /* The object of an instance that has ended. */
    if (later == NULL && target->front != 0) break;
    if (later != NULL && waits_for_itself(k)) { k->failure = OrthancPluginErrorCode_BadSequenceOfCalls; break; }
    absentSince = later != NULL ? 0 : absentSince != 0 ? absentSince : now_ms();
    const uint64_t until = later != NULL || k->deadline < absentSince + RESTART_MS ? k->deadline : absentSince + RESTART_MS;
    if (isStopping || (isGivenUp && k->id != CALLBACK_JobStep) || now_ms() >= until) break;
    if (!hasWaited) {
      begin_condition(&k->isChosen);
      begin_waiting(k);
      hasWaited = 1;
    }
    if (later != NULL) send_ahead(later);
    if (k->aheadOf == NULL) wait_until(&k->isChosen, until);
  }
  end_waiting(k);
  if (hasWaited) pthread_cond_destroy(&k->isChosen);
  if (late != NULL) late->ahead--;
  /* The callbacks before it are late, too. */
  const int isClosed = late != NULL && late->state != FRONT_CLOSED;
  const uint64_t ordinal = isClosed ? late->ordinal : 0;
  if (isClosed) close_front(late);
  pthread_mutex_unlock(&lock);
  if (isClosed) {
    report_expired(ordinal);
    release_front(late);
  }
  return k->front;
}

void begin_wait(Front* front)
{
  pthread_mutex_lock(&lock);
  if (front->state == FRONT_RUNNING) {
    front->state = FRONT_WAITING;
    wake_front(front);
  }
  pthread_mutex_unlock(&lock);
}

int end_wait(Front* front, int depth, uint64_t deadline)
{
  pthread_mutex_lock(&lock);
  while (front->state != FRONT_CLOSED && front->depth != depth && now_ms() < deadline) wait_until(&front->changed, deadline);
  const int isOpen = front->state == FRONT_WAITING && front->depth == depth && now_ms() < deadline;
  if (isOpen) {
    front->state = FRONT_RUNNING;
    front->isSending = 1;
  }
  pthread_mutex_unlock(&lock);
  return isOpen;
}
