#include "guests.h"

#include <sys/socket.h>

#define SEND_MS 5000
#define JUDGED_BYTES 65536

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t progress;
_Atomic int isUp, isStopping;
_Atomic uint64_t stopsAt;
_Thread_local unsigned held;

static pthread_mutex_t sendLock = PTHREAD_MUTEX_INITIALIZER;
static int control = -1; /* changed with both locks */

typedef struct Question
{
  struct Question* next;
  uint64_t id;
  int isAnswered;
  OrthancPluginErrorCode code;
} Question;

static Question* questions;
static uint64_t lastQuestion;

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

static int set_control(int fd)
{
  pthread_mutex_lock(&sendLock);
  pthread_mutex_lock(&lock);
  const int before = control;
  control = fd;
  if (fd < 0) isUp = 0;
  pthread_cond_broadcast(&progress);
  pthread_mutex_unlock(&lock);
  pthread_mutex_unlock(&sendLock);
  return before;
}

void attach_control(int fd) { set_control(fd); }

int detach_control(void) { return set_control(-1); }

int has_control(void) { return control >= 0; }

/* ---- sending ---- */

int send_control(Writer* out)
{
  pthread_mutex_lock(&sendLock);
  const int isSent = control >= 0 && send_frame(control, out, now_ms() + SEND_MS);
  /* What follows the part of a frame is not one: the supervisor starts again. */
  if (!isSent && out->sent > 0) shutdown(control, SHUT_RDWR);
  pthread_mutex_unlock(&sendLock);
  end_frame(out);
  return isSent;
}

int send_number(unsigned kind, uint64_t number)
{
  Writer out;
  begin_frame(&out, kind, 0, 0);
  put_number(&out, number);
  return send_control(&out);
}

void report_expired(uint64_t ordinal)
{
  send_number(FRAME_EXPIRED, ordinal);
}

void report_lost(uint64_t ordinal, const char* reason)
{
  Writer out;
  begin_frame(&out, FRAME_LOST, 0, 0);
  put_number(&out, ordinal);
  put_text(&out, reason);
  send_control(&out);
}

/* ---- verdicts ---- */

OrthancPluginErrorCode judge(unsigned plugin, unsigned service, const uint8_t* payload, size_t size, uint64_t deadline)
{
  Question question = { NULL, 0, 0, OrthancPluginErrorCode_NetworkProtocol };
  Writer out;
  pthread_mutex_lock(&lock);
  question.id = ++lastQuestion;
  question.next = questions;
  questions = &question;
  pthread_mutex_unlock(&lock);
  begin_frame(&out, FRAME_JUDGE, 0, service);
  put_number(&out, question.id);
  put_number(&out, plugin);
  put_number(&out, held);
  put_bytes(&out, size == 0 ? (const uint8_t*) "" : payload, size < JUDGED_BYTES ? size : JUDGED_BYTES);
  const int isSent = send_control(&out);
  pthread_mutex_lock(&lock);
  while (isSent && !question.isAnswered && control >= 0 && now_ms() < deadline) wait_until(&progress, deadline);
  for (Question** at = &questions; *at != NULL; at = &(*at)->next)
    if (*at == &question) { *at = question.next; break; }
  pthread_mutex_unlock(&lock);
  return question.code;
}

void answer_question(uint64_t id, OrthancPluginErrorCode code)
{
  pthread_mutex_lock(&lock);
  for (Question* question = questions; question != NULL; question = question->next) {
    if (question->id != id) continue;
    question->isAnswered = 1;
    question->code = code;
  }
  pthread_cond_broadcast(&progress);
  pthread_mutex_unlock(&lock);
}
