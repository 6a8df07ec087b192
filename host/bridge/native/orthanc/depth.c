#include "orthanc.h"

#include <string.h>

/*
 * How deeply a DICOM file or JSON is nested. Orthanc reads both by recursive functions, and crashes when its stack overflows: at 100 nested
 * sequences in a thread of its HTTP server, which may later read what a guest stores, and at 3000 in a call of a guest.
 */

#define MOST_LEVELS 32
/* A sequence is a list of objects. */
#define MOST_JSON_LEVELS (2 * MOST_LEVELS + 2)
/* The stack of a call suffices for that many nested sequences. Each has an item, also where the structure of a file is not clear. */
#define MOST_ITEMS 1000

#define UNDEFINED_LENGTH 0xffffffffu
#define TAG(group, element) ((uint32_t) (group) << 16 | (element))
#define VR(first, second) ((unsigned) (first) << 8 | (second))

typedef enum { SHALLOW, DEEP, UNCLEAR } Depth;

typedef struct
{
  size_t end; /* SIZE_MAX: at its delimiter */
  int isExplicit; /* of the data around it */
} Level;

typedef struct
{
  const uint8_t* data;
  size_t size, at;
  int isExplicit, isBig;
  unsigned depth;
  Level levels[MOST_LEVELS];
} Walk;

typedef struct
{
  uint32_t tag;
  unsigned vr; /* 0: implicit */
  uint32_t length;
} Element;

/* ---- elements ---- */

static uint32_t number_at(const Walk* walk, size_t at, unsigned width)
{
  uint32_t number = 0;
  for (unsigned i = 0; i < width; i++) number |= (uint32_t) walk->data[at + i] << 8 * (walk->isBig ? width - 1 - i : i);
  return number;
}

static int has_long_length(unsigned vr)
{
  switch (vr) {
  case VR('O', 'B'): case VR('O', 'D'): case VR('O', 'F'): case VR('O', 'L'): case VR('O', 'V'): case VR('O', 'W'): case VR('S', 'Q'):
  case VR('S', 'V'): case VR('U', 'C'): case VR('U', 'N'): case VR('U', 'R'): case VR('U', 'T'): case VR('U', 'V'): return 1;
  default: return 0;
  }
}

static int has_short_length(unsigned vr)
{
  static const char names[] = "AEASATCSDADSDTFDFLISLOLTPNSHSLSSSTTMUIULUS";
  for (const char* name = names; *name != '\0'; name += 2)
    if (VR(name[0], name[1]) == vr) return 1;
  return 0;
}

/* Reads the head of an element, and moves to its value; 0 if it is not one. */
static int read_head(Walk* walk, Element* element)
{
  const size_t left = walk->size - walk->at;
  if (left < 8) return 0;
  element->tag = TAG(number_at(walk, walk->at, 2), number_at(walk, walk->at + 2, 2));
  element->vr = 0;
  if (!walk->isExplicit || element->tag >> 16 == 0xfffe) {
    element->length = number_at(walk, walk->at + 4, 4);
    walk->at += 8;
    return 1;
  }
  element->vr = VR(walk->data[walk->at + 4], walk->data[walk->at + 5]);
  if (has_short_length(element->vr)) {
    element->length = number_at(walk, walk->at + 6, 2);
    walk->at += 8;
    return 1;
  }
  if (!has_long_length(element->vr) || left < 12) return 0;
  element->length = number_at(walk, walk->at + 8, 4);
  walk->at += 12;
  return 1;
}

static int is_compressed(const Element* pixels)
{
  const int isBytes = pixels->vr == 0 || pixels->vr == VR('O', 'B') || pixels->vr == VR('O', 'W');
  return isBytes && pixels->length == UNDEFINED_LENGTH;
}

/* The items of compressed pixels have no elements. */
static int skip_fragments(Walk* walk)
{
  Element item;
  while (read_head(walk, &item)) {
    if (item.tag == TAG(0xfffe, 0xe0dd)) return 1;
    if (item.tag != TAG(0xfffe, 0xe000) || item.length > walk->size - walk->at) return 0;
    walk->at += item.length;
  }
  return 0;
}

static int begins_with_item(const Walk* walk, uint32_t length)
{
  return length >= 8 && TAG(number_at(walk, walk->at, 2), number_at(walk, walk->at + 2, 2)) == TAG(0xfffe, 0xe000);
}

/* Whether the value is a sequence. Where no type says so, its first bytes do. */
static int is_sequence(const Walk* walk, const Element* element)
{
  if (element->length == UNDEFINED_LENGTH || element->vr == VR('S', 'Q')) return 1;
  return (element->vr == 0 || element->vr == VR('U', 'N')) && begins_with_item(walk, element->length);
}

static Depth enter_sequence(Walk* walk, const Element* element)
{
  if (walk->depth == MOST_LEVELS) return DEEP;
  const size_t end = element->length == UNDEFINED_LENGTH ? SIZE_MAX : walk->at + element->length;
  walk->levels[walk->depth++] = (Level){ end, walk->isExplicit };
  if (element->vr == VR('U', 'N')) walk->isExplicit = 0;
  return SHALLOW;
}

static void leave_sequence(Walk* walk) { walk->isExplicit = walk->levels[--walk->depth].isExplicit; }

static Depth pass_element(Walk* walk)
{
  Element element;
  if (!read_head(walk, &element)) return UNCLEAR;
  switch (element.tag) {
  case TAG(0xfffe, 0xe000):
  case TAG(0xfffe, 0xe00d): return walk->depth > 0 ? SHALLOW : UNCLEAR;
  case TAG(0xfffe, 0xe0dd):
    if (walk->depth == 0 || walk->levels[walk->depth - 1].end != SIZE_MAX) return UNCLEAR;
    leave_sequence(walk);
    return SHALLOW;
  case TAG(0x7fe0, 0x0010):
    if (is_compressed(&element)) return skip_fragments(walk) ? SHALLOW : UNCLEAR;
    break;
  default: break;
  }
  if (element.length != UNDEFINED_LENGTH && element.length > walk->size - walk->at) return UNCLEAR;
  if (is_sequence(walk, &element)) return enter_sequence(walk, &element);
  walk->at += element.length;
  return SHALLOW;
}

static Depth walk_elements(Walk* walk)
{
  for (;;) {
    while (walk->depth > 0 && walk->at == walk->levels[walk->depth - 1].end) leave_sequence(walk);
    if (walk->depth > 0 && walk->at > walk->levels[walk->depth - 1].end) return UNCLEAR;
    if (walk->at == walk->size) return walk->depth == 0 ? SHALLOW : UNCLEAR;
    const Depth depth = pass_element(walk);
    if (depth != SHALLOW) return depth;
  }
}

/* ---- files ---- */

#define PREAMBLE_BYTES 128

/* Transfer syntaxes whose data are compressed as a whole. */
static const char* const deflated[] = { "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205" };
#define DEFLATED_COUNT (sizeof deflated / sizeof *deflated)

static Depth choose_syntax(Walk* walk, const char* uid)
{
  static const char pixels[] = "1.2.840.10008.1.2.4."; /* compressed ones */
  for (unsigned i = 0; i < DEFLATED_COUNT; i++)
    if (strcmp(uid, deflated[i]) == 0) return DEEP;
  walk->isBig = strcmp(uid, "1.2.840.10008.1.2.2") == 0;
  walk->isExplicit = walk->isBig || strcmp(uid, "1.2.840.10008.1.2.1") == 0 || strncmp(uid, pixels, strlen(pixels)) == 0 || strcmp(uid, "1.2.840.10008.1.2.5") == 0;
  return walk->isExplicit || strcmp(uid, "1.2.840.10008.1.2") == 0 ? SHALLOW : UNCLEAR;
}

#define UID_BYTES 64

/* Passes the meta information, which says how the rest is encoded, and is of the length that it says. */
static Depth walk_file(Walk* walk)
{
  char uid[UID_BYTES + 1] = "";
  Element element;
  walk->isExplicit = 1;
  walk->at = PREAMBLE_BYTES + 4;
  if (!read_head(walk, &element) || element.tag != TAG(2, 0) || element.length != 4 || walk->size - walk->at < 4) return UNCLEAR;
  const size_t length = number_at(walk, walk->at, 4);
  walk->at += 4;
  if (length > walk->size - walk->at) return UNCLEAR;
  const size_t end = walk->at + length;
  while (walk->at < end) {
    if (!read_head(walk, &element) || element.tag >> 16 != 2 || walk->at > end || element.length > end - walk->at) return UNCLEAR;
    if (element.tag == TAG(2, 0x10)) {
      if (uid[0] != '\0' || element.length > UID_BYTES) return UNCLEAR;
      memcpy(uid, walk->data + walk->at, element.length);
    }
    walk->at += element.length;
  }
  if (walk->size - end >= 2 && number_at(walk, end, 2) == 2) return UNCLEAR;
  const Depth depth = choose_syntax(walk, uid);
  return depth == SHALLOW ? walk_elements(walk) : depth;
}

static unsigned count_items(const uint8_t* data, size_t size, const char item[4])
{
  unsigned count = 0;
  const uint8_t* end = data + size;
  for (const uint8_t* at = data; count <= MOST_ITEMS && (at = memmem(at, (size_t) (end - at), item, 4)) != NULL; at += 4) count++;
  return count;
}

static int has_many_items(const uint8_t* data, size_t size)
{
  return count_items(data, size, "\xfe\xff\x00\xe0") + count_items(data, size, "\xff\xfe\xe0\x00") > MOST_ITEMS;
}

static int may_be_deflated(const uint8_t* data, size_t size)
{
  for (unsigned i = 0; i < DEFLATED_COUNT; i++)
    if (memmem(data, size, deflated[i], strlen(deflated[i])) != NULL) return 1;
  return 0;
}

static int is_deep_json(const uint8_t* text, size_t size)
{
  unsigned depth = 0;
  int isString = 0;
  for (size_t i = 0; i < size; i++) {
    const uint8_t c = text[i];
    if (isString && c == '\\') i++;
    else if (c == '"') isString = !isString;
    else if (!isString && (c == '[' || c == '{') && ++depth > MOST_JSON_LEVELS) return 1;
    else if (!isString && (c == ']' || c == '}') && depth > 0) depth--;
  }
  return 0;
}

int is_deep(const void* bytes, size_t size)
{
  const uint8_t* data = bytes;
  size_t at = 0;
  Walk walk = { .data = data, .size = size };
  if (size == 0) return 0; /* no bytes may be NULL */
  if (size > PREAMBLE_BYTES + 4 && memcmp(data + PREAMBLE_BYTES, "DICM", 4) == 0) {
    const Depth depth = walk_file(&walk);
    if (depth != UNCLEAR) return depth == DEEP;
  }
  while (at < size && memchr(" \t\r\n", data[at], 4) != NULL) at++;
  if (at < size && (data[at] == '{' || data[at] == '[')) return is_deep_json(data, size);
  return may_be_deflated(data, size) || has_many_items(data, size);
}
