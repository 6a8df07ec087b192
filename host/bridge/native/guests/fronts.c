#include "guests.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The supervisor writes the first frame of a connection at once. */
#define FIRST_MS 5000

Front* fronts;
static uint64_t lastIdentity;
int isGivenUp, areStepsGivenUp;
_Atomic int wakeDescriptor = -1;

int open_front(const char* path)
{
  const int fd = connect_to(path);
  if (fd < 0) return 0;
  Received first;
  Frame frame;
  Reader in;
  begin_received(&first);
  first.capacity = HEAD_BYTES + 8; /* not a byte more: the guest may have written already */
  int isGood = receive_frame(fd, &first, now_ms() + FIRST_MS, &frame) == READ_FRAME && frame.kind == FRAME_FRONT;
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

Front* find_front(uint64_t ordinal)
{
  Front* front = fronts;
  while (front != NULL && front->ordinal != ordinal) front = front->next;
  return front;
}

static void wake_preparing(void)
{
  const uint64_t one = 1;
  if (wakeDescriptor >= 0 && write(wakeDescriptor, &one, sizeof one) < 0) return; /* it is awake already */
}

void close_front(Front* front)
{
  if (front->state == FRONT_CLOSED) return;
  if (front->state == FRONT_WAITING) take_back(front, 0);
  front->state = FRONT_CLOSED;
  shutdown(front->fd, SHUT_RDWR);
  for (Front** at = &fronts; *at != NULL; at = &(*at)->next)
    if (*at == front) { *at = front->next; break; }
  pthread_cond_broadcast(&front->changed);
  wake_waiting();
}

void release_front(Front* front)
{
  pthread_mutex_lock(&lock);
  const int isLast = --front->holders == 0;
  pthread_mutex_unlock(&lock);
  if (!isLast) return;
  free_kept(front->identity);
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
  areStepsGivenUp = withSteps;
  wake_waiting();
  for (Front* front = fronts; front != NULL; front = front->next)
    if ((front->state == FRONT_RUNNING || front->state == FRONT_WAITING) && (withSteps || !front->isStep) && now - front->began >= ms)
      shutdown(front->fd, SHUT_RDWR);
  pthread_mutex_unlock(&lock);
}

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
  if (front->state == FRONT_CLOSED && front->depth == 0) take_back(front, isGood);
  pthread_mutex_unlock(&lock);
  if (isTrapped) wake_preparing();
  /* The list held it, too. */
  if (!isGood && wasOpen) release_front(front);
  release_front(front);
}
