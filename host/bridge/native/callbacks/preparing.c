#include "callbacks.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* A guest writes its calls in one piece. */
#define PIECE_MS 5000
/* Time for the verdict about a call of OrthancPluginInitialize. */
#define CALL_MS 10000

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
    pthread_mutex_lock(&lock);
    const uint8_t* allowed = front->plugin != NULL ? front->plugin->allowed : front->allowed;
    pthread_mutex_unlock(&lock);
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

/* A callback may have begun and read what was there. */
static int has_input(const Front* front)
{
  struct pollfd polled = { front->fd, POLLIN, 0 };
  return poll(&polled, 1, 0) > 0;
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
  if (has_input(front)) serve_front(front);
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
