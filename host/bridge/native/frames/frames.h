/* Frames of docs/decisions/009-bridge.md: their values, and how they are sent and received. */
#pragma once

#define _GNU_SOURCE
#include <orthanc/OrthancCPlugin.h>

#include <stddef.h>
#include <stdint.h>

#include "protocol.h"

/* ---- values.c ---- */

#define HEAD_BYTES 8
/* A frame that is longer ends its connection. */
#define MAX_FRAME_BYTES 0x7fffffffu
/* Orthanc's threads for HTTP have stacks of 100 KB, so frames have only that much there, and the first allocation is larger. */
#define FIRST_BYTES 64
#define ALLOCATED_BYTES 2048

/* A frame that is being written. After a failed allocation, or one byte too many, it stays as it is and is `isFull`. */
typedef struct
{
  uint8_t* data;
  size_t size, capacity, sent;
  int isFull;
  uint8_t first[FIRST_BYTES];
} Writer;

void begin_frame(Writer* out, unsigned kind, unsigned flags, unsigned code);
void end_frame(Writer* out);
void put_number(Writer* out, uint64_t value);
void put_bytes(Writer* out, const void* bytes, uint64_t size);
void put_text(Writer* out, const char* text);
void put_values(Writer* out, const void* values, size_t size);
void put_texts(Writer* out, const char* const* texts, uint32_t count);
void put_request(Writer* out, const OrthancPluginHttpRequest* request);

/* Values that are being read. After one that does not fit, all further ones are 0 or NULL and `isBad` is set. */
typedef struct
{
  const uint8_t* data;
  size_t size, at;
  int isBad;
} Reader;

void begin_reader(Reader* in, const uint8_t* payload, size_t size);
uint64_t get_number(Reader* in);
float get_fraction(Reader* in);
uint64_t get_choice(Reader* in, uint64_t most, uint64_t otherwise);
/* In the frame itself, with a NUL after them; NULL stays NULL. */
const void* get_bytes(Reader* in, uint64_t* size);
const char* get_text(Reader* in);
/* A list that the caller frees; none of the texts is NULL. */
const char** get_texts(Reader* in, uint32_t* count);
int is_finished(const Reader* in);

/* ---- stream.c ---- */

typedef enum { READ_FRAME, READ_END, READ_LATE, READ_WRONG } ReadResult;

/* Frames as they arrive: [begin, at) are read and kept, [at, size) are not read yet. */
typedef struct
{
  uint8_t* data;
  size_t begin, at, size, capacity;
  uint8_t first[FIRST_BYTES];
} Received;

typedef struct
{
  unsigned kind, flags, code;
  size_t payload, size; /* place and length in the buffer */
} Frame;

void begin_received(Received* from);
void end_received(Received* from);
/* Waits for bytes without sleeping, for at most that time. */
void wait_awake(int fd, unsigned us);
ReadResult receive_frame(int fd, Received* from, uint64_t deadline, Frame* frame);
/* Moves what has arrived after the frames that are read; 0 without memory. */
int move_rest(Received* to, Received* from);
/* Returns 0 if the other side is gone or does not read before the deadline. */
int send_frame(int fd, Writer* out, uint64_t deadline);
/* Writes the length of a frame into it, which `send_frame` does by itself. */
void finish_frame(Writer* out);

uint64_t now_ms(void);
uint64_t now_us(void);
/* Connects to a Unix socket of the same user; -1 if that is not possible. Reads and writes return now and then, to look at their deadline. */
int connect_to(const char* path);
