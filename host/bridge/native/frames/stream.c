#include "frames.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

/* A read or write returns after that time, so that its deadline can be looked at. */
#define TICK_MS 50

uint64_t now_us(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t) now.tv_sec * 1000000 + (uint64_t) now.tv_nsec / 1000;
}

uint64_t now_ms(void) { return now_us() / 1000; }

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

/* Makes room for bytes to come: little more than twice of what is kept, whatever length a frame says it has. */
static int grow(Received* from)
{
  if (from->size < from->capacity) return 1;
  if (from->begin > 0) {
    memmove(from->data, from->data + from->begin, from->size - from->begin);
    from->size -= from->begin;
    from->at -= from->begin;
    from->begin = 0;
    return 1;
  }
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

static int is_again(int error)
{
  return error == EINTR || error == EAGAIN || error == EWOULDBLOCK;
}

void wait_awake(int fd, unsigned us)
{
  uint8_t byte;
  const uint64_t until = now_us() + us;
  while (recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && is_again(errno) && now_us() < until) continue;
}

ReadResult receive_frame(int fd, Received* from, uint64_t deadline, Frame* frame)
{
  for (;;) {
    const ReadResult result = parse_frame(from, frame);
    if (result != READ_LATE) return result;
    if (from->size > 2u * MAX_FRAME_BYTES || !grow(from)) return READ_WRONG;
    const ssize_t length = recv(fd, from->data + from->size, from->capacity - from->size, 0);
    if (length == 0 || (length < 0 && !is_again(errno))) return READ_END;
    if (length > 0) from->size += (size_t) length;
    /* Also a side that sends byte by byte is late. */
    if (now_ms() < deadline) continue;
    return parse_frame(from, frame);
  }
}

int move_rest(Received* to, Received* from)
{
  const size_t size = from->size - from->at;
  if (size > to->capacity) {
    uint8_t* data = malloc(size);
    if (data == NULL) return 0;
    end_received(to);
    to->data = data;
    to->capacity = size;
  }
  memcpy(to->data, from->data + from->at, size);
  to->size = size;
  from->size = from->at;
  return 1;
}

void finish_frame(Writer* out)
{
  for (unsigned i = 0; i < 4; i++) out->data[i] = (uint8_t) (out->size >> 8 * i);
}

int send_frame(int fd, Writer* out, uint64_t deadline)
{
  if (out->isFull) return 0;
  if (out->sent == 0) finish_frame(out);
  while (out->sent < out->size) {
    const ssize_t length = send(fd, out->data + out->sent, out->size - out->sent, MSG_NOSIGNAL);
    if (length == 0 || (length < 0 && !is_again(errno))) return 0;
    if (length > 0) out->sent += (size_t) length;
    if (out->sent < out->size && now_ms() >= deadline) return 0;
  }
  return 1;
}

int connect_to(const char* path)
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
