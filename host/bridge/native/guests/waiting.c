#include "guests.h"

#include <sys/socket.h>

/* A callback waits that long for a supervisor that starts, and for an instance where the plugin has none. */
#define RESTART_MS 3000
/* A callback that begins after all others were given up has that long. */
#define LAST_MS 1000

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

void wake_front(Front* front)
{
  pthread_cond_broadcast(&front->changed);
  hand_over(front);
}

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

Front* take_front(Callback* k)
{
  Target* target = &k->target;
  uint64_t absentSince = 0;
  int hasWaited = 0;
  pthread_mutex_lock(&lock);
  while (k->front == NULL) {
    int exists;
    if (isUp && !renew_target(k->id, target)) { k->failure = OrthancPluginErrorCode_UnknownResource; break; }
    /* A request may wait for a job that ends never, or waits for the thread of such a job. */
    if (areStepsGivenUp && k->id == CALLBACK_JobStep) { k->failure = OrthancPluginErrorCode_Timeout; break; }
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
  if (isOpen) front->state = FRONT_RUNNING;
  pthread_mutex_unlock(&lock);
  return isOpen;
}
