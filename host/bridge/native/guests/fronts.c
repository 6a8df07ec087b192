#include "guests.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* The supervisor writes the first frame of a connection at once. */
#define FIRST_MS 5000

Front* fronts;
static uint64_t lastIdentity;
int isGivenUp, areStepsGivenUp;

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

void remove_front(Front* front)
{
  front->state = FRONT_CLOSED;
  shutdown(front->fd, SHUT_RDWR);
  for (Front** at = &fronts; *at != NULL; at = &(*at)->next)
    if (*at == front) { *at = front->next; break; }
  pthread_cond_broadcast(&front->changed);
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

void assign_plugins(void)
{
  for (Front* front = fronts; front != NULL; front = front->next)
    if (front->state != FRONT_OPEN && front->state != FRONT_PREPARING) front->plugin = plugin_of_number(front->number);
}
