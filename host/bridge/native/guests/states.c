#include "guests.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

_Atomic int wakeDescriptor = -1;

static void wake_preparing(void)
{
  const uint64_t one = 1;
  if (wakeDescriptor >= 0 && write(wakeDescriptor, &one, sizeof one) < 0) return; /* it is awake already */
}

void drop_front(uint64_t ordinal)
{
  pthread_mutex_lock(&lock);
  Front* front = find_front(ordinal);
  if (front != NULL) close_front(front);
  pthread_mutex_unlock(&lock);
  if (front != NULL) release_front(front);
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
