#include "frames.h"

#include <stdlib.h>
#include <string.h>

#define NULL_LENGTH 0xffffffffu

void begin_frame(Writer* out, unsigned kind, unsigned flags, unsigned code)
{
  out->data = out->first;
  out->capacity = sizeof out->first;
  out->size = HEAD_BYTES;
  out->sent = 0;
  out->isFull = 0;
  memset(out->first, 0, HEAD_BYTES);
  out->first[4] = (uint8_t) kind;
  out->first[5] = (uint8_t) flags;
  out->first[6] = (uint8_t) code;
  out->first[7] = (uint8_t) (code >> 8);
}

void end_frame(Writer* out)
{
  if (out->data != out->first) free(out->data);
  out->data = out->first;
}

/* Returns 0 if there is no room for that many bytes more. */
static int reserve(Writer* out, size_t more)
{
  if (out->isFull || more > MAX_FRAME_BYTES - out->size) return !(out->isFull = 1);
  if (out->size + more <= out->capacity) return 1;
  size_t capacity = out->capacity < ALLOCATED_BYTES ? ALLOCATED_BYTES : out->capacity * 2;
  while (capacity < out->size + more) capacity *= 2;
  uint8_t* data = out->data == out->first ? malloc(capacity) : realloc(out->data, capacity);
  if (data == NULL) return !(out->isFull = 1);
  if (out->data == out->first) memcpy(data, out->first, out->size);
  out->data = data;
  out->capacity = capacity;
  return 1;
}

void put_values(Writer* out, const void* bytes, size_t size)
{
  if (size == 0 || !reserve(out, size)) return;
  memcpy(out->data + out->size, bytes, size);
  out->size += size;
}

static void put_length(Writer* out, uint32_t length)
{
  const uint8_t bytes[4] = { (uint8_t) length, (uint8_t) (length >> 8), (uint8_t) (length >> 16), (uint8_t) (length >> 24) };
  put_values(out, bytes, sizeof bytes);
}

void put_number(Writer* out, uint64_t value)
{
  uint8_t bytes[8];
  for (unsigned i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t) (value >> 8 * i);
  put_values(out, bytes, sizeof bytes);
}

void put_bytes(Writer* out, const void* bytes, uint64_t size)
{
  if (bytes == NULL) { put_length(out, NULL_LENGTH); return; }
  if (size >= MAX_FRAME_BYTES || !reserve(out, (size_t) size + 5)) { out->isFull = 1; return; }
  put_length(out, (uint32_t) size);
  put_values(out, bytes, (size_t) size);
  put_values(out, "", 1);
}

void put_text(Writer* out, const char* text)
{
  put_bytes(out, text, text == NULL ? 0 : strlen(text));
}

void put_texts(Writer* out, const char* const* texts, uint32_t count)
{
  put_length(out, count);
  for (uint32_t i = 0; i < count; i++) put_text(out, texts[i]);
}

void put_request(Writer* out, const OrthancPluginHttpRequest* request)
{
  put_number(out, (uint64_t) request->method);
  put_texts(out, request->groups, request->groupsCount);
  put_texts(out, request->getKeys, request->getCount);
  put_texts(out, request->getValues, request->getCount);
  put_texts(out, request->headersKeys, request->headersCount);
  put_texts(out, request->headersValues, request->headersCount);
  put_bytes(out, request->body, request->bodySize);
}

/* ---- reading: the one place that checks the lengths of a frame ---- */

void begin_reader(Reader* in, const uint8_t* payload, size_t size)
{
  in->data = payload;
  in->size = size;
  in->at = 0;
  in->isBad = 0;
}

static const uint8_t* get(Reader* in, size_t size)
{
  if (in->isBad || in->size - in->at < size) {
    in->isBad = 1;
    return NULL;
  }
  const uint8_t* bytes = in->data + in->at;
  in->at += size;
  return bytes;
}

static uint32_t get_length(Reader* in)
{
  const uint8_t* bytes = get(in, 4);
  if (bytes == NULL) return 0;
  return bytes[0] | (uint32_t) bytes[1] << 8 | (uint32_t) bytes[2] << 16 | (uint32_t) bytes[3] << 24;
}

uint64_t get_number(Reader* in)
{
  const uint8_t* bytes = get(in, 8);
  uint64_t value = 0;
  if (bytes != NULL)
    for (unsigned i = 0; i < 8; i++) value |= (uint64_t) bytes[i] << 8 * i;
  return value;
}

/* A float from 0 to 1; others, also what is not a number, become one of the two. */
float get_fraction(Reader* in)
{
  const uint32_t bits = (uint32_t) get_number(in);
  float value;
  memcpy(&value, &bits, sizeof value);
  if (!(value >= 0)) return 0;
  return value > 1 ? 1 : value;
}

/* A number from 1 to `most`; others become `otherwise`. */
uint64_t get_choice(Reader* in, uint64_t most, uint64_t otherwise)
{
  const uint64_t value = get_number(in);
  return value >= 1 && value <= most ? value : otherwise;
}

const void* get_bytes(Reader* in, uint64_t* size)
{
  const uint32_t length = get_length(in);
  *size = 0;
  if (in->isBad || length == NULL_LENGTH) return NULL;
  const uint8_t* bytes = get(in, (size_t) length + 1);
  if (bytes == NULL || bytes[length] != 0) {
    in->isBad = 1;
    return NULL;
  }
  *size = length;
  return bytes;
}

const char* get_text(Reader* in)
{
  uint64_t size;
  return get_bytes(in, &size);
}

const char** get_texts(Reader* in, uint32_t* count)
{
  *count = get_length(in);
  /* Each text has at least a length and a NUL, so a count that does not fit is refused before memory is allocated. */
  if (in->isBad || *count > (in->size - in->at) / 5) {
    in->isBad = 1;
    return NULL;
  }
  const char** texts = calloc((size_t) *count + 1, sizeof *texts);
  if (texts == NULL) {
    in->isBad = 1;
    return NULL;
  }
  for (uint32_t i = 0; i < *count; i++) {
    texts[i] = get_text(in);
    if (texts[i] == NULL) in->isBad = 1;
  }
  return texts;
}

int is_finished(const Reader* in)
{
  return !in->isBad && in->at == in->size;
}
