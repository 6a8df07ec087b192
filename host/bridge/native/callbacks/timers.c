#include "callbacks.h"

#include <stdlib.h>
#include <unistd.h>

/* Timers of plugins: Orthanc does not call them, so they have threads of their own, on which their calls are carried out. */

static _Atomic int running;

static void* run_timer(void* given)
{
  Target* target = given;
  int isDue;
  do {
    Callback k;
    begin_callback(&k, CALLBACK_TIMER, target);
    run_callback(&k);
    /* Other callbacks went first until its deadline: a timer that is left out would never run again. */
    isDue = k.front == NULL && k.failure == OrthancPluginErrorCode_Timeout && now_ms() >= k.deadline;
    end_callback(&k);
  } while (!isStopping && (isDue || end_timer(target->front)));
  free(target);
  running--;
  return NULL;
}

void start_timer(uint64_t ordinal)
{
  Target* target = malloc(sizeof *target);
  pthread_t thread;
  if (target == NULL || isStopping || !begin_timer(ordinal, target)) {
    free(target);
    return;
  }
  running++;
  if (pthread_create(&thread, NULL, run_timer, target) == 0) {
    pthread_detach(thread);
    return;
  }
  running--;
  while (end_timer(target->front)) continue;
  free(target);
}

void end_timers(void)
{
  while (running > 0) usleep(1000);
}
