/*
 * Attacks the readers of the native plugin in place of a guest: calls with right, wrong and broken values, frames, JSON. An
 * Orthanc of a hundred lines carries the calls out and touches all memory that it gets, so that a sanitizer sees what the
 * real one would read. Usage: native-fuzz RUNS SEED
 */
#include "supervisor/supervisor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static uint64_t state;

static uint32_t draw(uint32_t count)
{
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t) (state >> 33) % count;
}

static void require(int isTrue, const char* what, int service)
{
  if (isTrue) return;
  fprintf(stderr, "Orthanc got %s (service %d)\n", what, service);
  abort();
}

/* ---- Orthanc ---- */

typedef struct
{
  uint32_t class, format, width, height, pitch;
  uint8_t* pixels;
  int isBorrowed;
} Thing;

static volatile unsigned touched;

static void touch(const void* bytes, uint64_t size)
{
  const uint8_t* at = bytes;
  for (uint64_t i = 0; i < size; i += size > 4096 ? size / 64 : 1) touched += at[i];
  if (size > 0) touched += at[size - 1];
}

static Thing* new_thing(uint32_t class)
{
  Thing* thing = calloc(1, sizeof *thing);
  *thing = (Thing){ class, 1, 8, 4, 8, class == CLASS_Image ? calloc(1, 32) : NULL, 0 };
  return thing;
}

static void free_thing(Thing* thing)
{
  if (!thing->isBorrowed) free(thing->pixels);
  free(thing);
}

static OrthancPluginErrorCode create_image(const _OrthancPluginCreateImage* p, int isAccessor)
{
  Thing* thing = new_thing(CLASS_Image);
  free(thing->pixels);
  thing->format = (uint32_t) p->format;
  thing->width = p->width;
  thing->height = p->height;
  thing->pitch = isAccessor ? p->pitch : p->width * 8;
  thing->isBorrowed = isAccessor;
  thing->pixels = isAccessor ? p->buffer : malloc((size_t) thing->pitch * p->height + 1);
  *p->target = (OrthancPluginImage*) thing;
  return OrthancPluginErrorCode_Success;
}

static int image_answer(int number, const _OrthancPluginGetImageInfo* p)
{
  const Thing* thing = (const Thing*) p->image;
  switch (number) {
  case 6000: *p->resultPixelFormat = (OrthancPluginPixelFormat) thing->format; return 1;
  case 6001: *p->resultUint32 = thing->width; return 1;
  case 6002: *p->resultUint32 = thing->height; return 1;
  case 6003: *p->resultUint32 = thing->pitch; return 1;
  case 6004: *p->resultBuffer = thing->pixels; return 1;
  default: return 0;
  }
}

static void* member(const void* parameters, unsigned offset)
{
  void* value;
  memcpy(&value, (const uint8_t*) parameters + offset, sizeof value);
  return value;
}

/* Reads an argument as Orthanc does. */
static void read_argument(const Service* service, const Field* field, const void* parameters)
{
  const uint8_t* base = parameters;
  const int number = service->number;
  switch (field->op) {
  case VALUE_TEXT: {
    const char* text = service->size == 0 ? parameters : member(parameters, field->offset);
    require(text != NULL || !(field->flags & FIELD_REQUIRED), "NULL for a text", number);
    if (text == NULL) break;
    touched += (unsigned) strlen(text);
    require(!(field->flags & FIELD_LINE) || strpbrk(text, "\r\n") == NULL, "a line break", number);
    break;
  }
  case VALUE_BYTES: {
    uint64_t size = 0;
    memcpy(&size, base + field->other, field->width);
    touch(member(parameters, field->offset), size);
    break;
  }
  case VALUE_TEXTS: {
    uint32_t count;
    memcpy(&count, base + field->other, sizeof count);
    const char* const* texts = member(parameters, field->offset);
    for (uint32_t i = 0; i < count; i++) touched += (unsigned) strlen(texts[i]);
    break;
  }
  case VALUE_HANDLE: {
    const Thing* thing = member(parameters, field->offset);
    require(thing != NULL || !(field->flags & FIELD_REQUIRED), "NULL for an object", number);
    if (thing != NULL) require(thing->class == field->width, "an object of another class", number);
    break;
  }
  default: break;
  }
}

static void write_result(const Field* field, void* to)
{
  static char constant[] = "constant";
  const uint32_t size = draw(100);
  switch (field->op) {
  case RESULT_NUMBER: memset(to, (int) draw(256), field->width); break;
  case RESULT_TEXT: *(char**) to = draw(9) ? strdup("a text") : NULL; break;
  case RESULT_CONST_TEXT:
  case RESULT_DATA: *(const char**) to = constant; break;
  case RESULT_BUFFER: *(OrthancPluginMemoryBuffer*) to = (OrthancPluginMemoryBuffer){ calloc(1, size + 1), size }; break;
  case RESULT_BUFFER64: *(OrthancPluginMemoryBuffer64*) to = (OrthancPluginMemoryBuffer64){ calloc(1, size + 1), size }; break;
  case RESULT_HANDLE: *(void**) to = draw(9) ? new_thing(field->width) : NULL; break;
  default: break;
  }
}

static OrthancPluginErrorCode serve(struct _OrthancPluginContext_t* unused, _OrthancPluginService number, const void* parameters)
{
  (void) unused;
  const Service* service = find_service((unsigned) number);
  if (number <= 3) { touched += (unsigned) strlen(parameters); return OrthancPluginErrorCode_Success; }
  const Field* fields = fields_of(service);
  for (unsigned i = 0; i < service->count; i++) read_argument(service, &fields[i], parameters);
  if (number == 4001) { *((const _OrthancPluginAccessDicomInstance*) parameters)->resultInt64 = 8; return OrthancPluginErrorCode_Success; }
  if (number == 6012 || number == 6013) return create_image(parameters, number == 6013);
  if (number >= 6000 && number <= 6004 && image_answer(number, parameters)) return OrthancPluginErrorCode_Success;
  if (number == 2007) require(!is_framing_header(((const _OrthancPluginSetHttpHeader*) parameters)->key), "a header that frames", number);
  if (number == 6007) {
    const _OrthancPluginCompressImage* p = parameters;
    if (p->height > 0 && p->width > 0) touch(p->buffer, (uint64_t) p->pitch * (p->height - 1) + p->width);
  }
  const int isFailure = draw(6) == 0;
  if (!isFailure)
    for (unsigned i = 0; i < service->count; i++)
      if (fields[i].op >= RESULT_NUMBER && member(parameters, fields[i].offset) != NULL) write_result(&fields[i], member(parameters, fields[i].offset));
  const int isFree = number == 4011 || number == 6006 || number == 7011 || number == 8001 || number == 9001;
  if (isFree) free_thing(*(Thing* const*) parameters);
  if (number == 9002 && !isFailure) free_thing((Thing*) ((const _OrthancPluginSubmitJob*) parameters)->job);
  if (number == 9000) free_owner(((const _OrthancPluginCreateJob*) parameters)->job);
  return isFailure && !isFree ? OrthancPluginErrorCode_InternalError : OrthancPluginErrorCode_Success;
}

static OrthancPluginContext orthanc = { NULL, "1.12.7", free, serve };

/* ---- a guest ---- */

#define GUESTS 2
#define KNOWN 64

typedef struct { uint64_t handle; unsigned class; } Known;

static Known known[GUESTS][KNOWN];

static uint64_t draw_handle(unsigned guest, unsigned class)
{
  if (draw(8) == 0) return draw(3) ? draw(200) : 0;
  const unsigned whose = draw(10) == 0 ? !guest : guest;
  for (int tries = 0; tries < 30; tries++) {
    const Known* one = &known[whose][draw(KNOWN)];
    if (one->class == class || draw(40) == 0) return one->handle;
  }
  return 0;
}

static void remember(unsigned guest, unsigned class, uint64_t handle)
{
  if (handle != 0) known[guest][draw(KNOWN)] = (Known){ handle, class };
}

static void draw_text(Writer* out)
{
  static const char* const texts[] = { "", "/system", "a\r\nb: c", "Content-Length", "{\"a\":1}", "PatientName", "\xff\xfe", NULL };
  put_text(out, texts[draw(sizeof texts / sizeof *texts)]);
}

static void draw_value(Writer* out, const Field* field, unsigned guest)
{
  static const uint8_t bytes[2000] = { 1 };
  switch (field->op) {
  case VALUE_NUMBER:
  case VALUE_FLOAT: put_number(out, draw(4) ? draw(20) : ((uint64_t) draw(UINT32_MAX) << 32 | draw(UINT32_MAX))); break;
  case VALUE_TEXT: draw_text(out); break;
  case VALUE_BYTES: put_bytes(out, draw(9) ? bytes : NULL, draw(sizeof bytes)); break;
  case VALUE_TEXTS: {
    static const char* const texts[] = { "a", "b", "c\nd" };
    put_texts(out, texts, draw(3));
    break;
  }
  case VALUE_HANDLE: put_number(out, draw_handle(guest, field->width)); break;
  default: put_number(out, draw(3)); break;
  }
}

static unsigned long successes;

/* Checks that the reply has all results, and keeps the handles. */
static void read_reply(const Service* service, const Writer* out, unsigned guest)
{
  Reader in;
  uint64_t size;
  begin_reader(&in, out->data + HEAD_BYTES, out->size - HEAD_BYTES);
  const uint64_t code = get_number(&in);
  const Field* fields = service == NULL ? NULL : fields_of(service);
  successes += code == 0;
  for (unsigned i = 0; code == 0 && service != NULL && i < service->count; i++) {
    if (fields[i].op < RESULT_NUMBER) continue;
    if (fields[i].op == RESULT_HANDLE) remember(guest, fields[i].width, get_number(&in));
    else if (fields[i].op == RESULT_ENTRY) for (int j = 0; j < 5; j++) get_number(&in);
    else if (fields[i].op == RESULT_NUMBER) get_number(&in);
    else get_bytes(&in, &size);
  }
  require(is_finished(&in), "no complete reply", service == NULL ? 0 : service->number);
}

static void attack_calls(Plugin* plugin)
{
  static const unsigned numbers[] = { 0, 60001, 60002, 60003, 60004, 65535 };
  const unsigned guest = draw(GUESTS);
  unsigned number = draw(30) == 0 ? numbers[draw(6)] : 1;
  while (number == 1) {
    const unsigned drawn = draw(4) == 0 ? 6000 + draw(15) : draw(3) == 0 ? 2000 + draw(16) : draw(9100);
    if (find_service(drawn) != NULL) number = drawn;
  }
  const Service* service = find_service(number);
  Writer call, reply;
  begin_frame(&call, FRAME_INVOKE, 0, number);
  for (unsigned i = 0; service != NULL && i < service->count; i++)
    if (fields_of(service)[i].op < RESULT_NUMBER) draw_value(&call, &fields_of(service)[i], guest);
  for (uint32_t i = draw(4) ? 0 : draw(4); i > 0 && call.size > HEAD_BYTES; i--) call.data[HEAD_BYTES + draw((uint32_t) (call.size - HEAD_BYTES))] = (uint8_t) draw(256);
  const size_t size = draw(10) ? call.size - HEAD_BYTES : draw((uint32_t) (call.size - HEAD_BYTES) + 1);
  /* In memory of exactly that size. */
  uint8_t* payload = malloc(size == 0 ? 1 : size);
  memcpy(payload, call.data + HEAD_BYTES, size);
  const Caller caller = { guest + 1, guest + 1, 0, plugin->allowed, 0, draw(5) ? plugin : NULL };
  begin_frame(&reply, FRAME_INVOKED, 0, 0);
  carry_out(&caller, number, payload, size, &reply);
  read_reply(service, &reply, guest);
  free(payload);
  end_frame(&call);
  end_frame(&reply);
}

/* Objects that callbacks give. */
static void renew_given(unsigned guest)
{
  static const unsigned classes[] = { CLASS_RestOutput, CLASS_DicomInstance, CLASS_WorklistAnswers, CLASS_WorklistQuery, CLASS_FindAnswers, CLASS_FindQuery };
  static uint64_t given[GUESTS][6];
  static Thing* things[GUESTS][6];
  for (unsigned i = 0; i < 6; i++) {
    remove_handle(given[guest][i]);
    if (things[guest][i] != NULL) free_thing(things[guest][i]);
    things[guest][i] = new_thing(classes[i]);
    given[guest][i] = add_handle(guest + 1, classes[i], things[guest][i]);
    remember(guest, classes[i], given[guest][i]);
  }
}

static void end_guest(unsigned guest)
{
  free_kept(guest + 1);
}

static void attack_frames(void)
{
  int ends[2];
  uint8_t bytes[300];
  Received from;
  Frame frame;
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) abort();
  uint32_t size = 0;
  while (size < 200 && draw(4)) {
    const uint32_t length = draw(6) ? 8 + draw(60) : draw(UINT32_MAX);
    memcpy(bytes + size, &length, 4);
    size += length < 80 ? length : 8;
  }
  if (write(ends[1], bytes, size) != (ssize_t) size) abort();
  close(ends[1]);
  begin_received(&from);
  while (receive_frame(ends[0], &from, 0, &frame) == READ_FRAME) touch(from.data + frame.payload, frame.size);
  end_received(&from);
  close(ends[0]);
}

static void attack_json(void)
{
  char text[] = "{ \"WebAssembly\" : { \"Bridge\" : { \"Command\" : [ \"a\\u00e9\", \"\\ud83d\\ude00\" ], \"Socket\" : \"/x\", \"Required\" : false } }, \"n\" : [ -1.5e3, null ] }";
  for (uint32_t i = draw(6); i > 0; i--) text[draw(sizeof text - 1)] = "{}[]\",:\\u1e-tn \0"[draw(16)];
  char* copy = strdup(text);
  Settings settings;
  read_settings(copy, &settings);
  for (char** word = settings.command; word != NULL && *word != NULL; word++) free(*word);
  free(settings.command);
  free(settings.socket);
  is_json_object(copy);
  free(copy);
}

/* Heads of elements of all forms, some with a length that does not fit, after a true beginning of a file. */
static void attack_depth(void)
{
  static const char* const uids[] = { "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.4.70" };
  static const char* const heads[] = {
    "\xfe\xff\x00\xe0", "\xfe\xff\x0d\xe0", "\xfe\xff\xdd\xe0", "\xff\xfe\xe0\x00", "\x40\x00\x30\xa7SQ\0", "\x40\x00\x30\xa7UN\0",
    "\x40\x00\x30\xa7", "\x10\x00\x10\x00PN", "\xe0\x7f\x10\x00OB\0", "\xe0\x7f\x10\x00"
  };
  static const uint8_t sizes[] = { 4, 4, 4, 4, 8, 8, 4, 6, 8, 4 };
  static const uint32_t lengths[] = { 0, 2, 8, 16, 100, 0xffffffffu, 0xfffffffeu, 0x80000000u };
  const char* uid = uids[draw(4)];
  const uint32_t uidBytes = (uint32_t) strlen(uid) + draw(2);
  const uint32_t whole = 4096;
  uint8_t* file = calloc(1, whole);
  memcpy(file + 128, "DICM\2\0\0\0UL\4\0", 12);
  file[140] = (uint8_t) (8 + uidBytes + (draw(8) == 0));
  memcpy(file + 144, "\2\0\x10\0UI", 6);
  file[150] = (uint8_t) uidBytes;
  memcpy(file + 152, uid, strlen(uid));
  uint32_t at = 152 + uidBytes;
  const uint32_t end = at + draw(whole - at - 16);
  while (at < end) {
    const uint32_t head = draw(10), length = lengths[draw(8)];
    memcpy(file + at, heads[head], sizes[head]);
    memcpy(file + at + sizes[head], &length, 4);
    at += sizes[head] + (head == 7 ? 2 : 4);
  }
  /* Of its exact length, for the sanitizer. */
  uint8_t* exact = malloc(end);
  memcpy(exact, file, end);
  touched += (unsigned) is_deep(exact, end - draw(end < 150 ? end : 150));
  free(exact);
  free(file);
}

int main(int count, char** words)
{
  const long runs = count > 1 ? atol(words[1]) : 10000;
  state = count > 2 ? strtoull(words[2], NULL, 10) : 1;
  context = &orthanc;
  callback_function = find_callback;
  static Plugin plugin = { .name = (char*) "guest" };
  memset(plugin.allowed, 1, sizeof plugin.allowed);
  for (long run = 0; run < runs; run++) {
    if (run % 50 == 0) renew_given(draw(GUESTS));
    if (run % 2000 == 1999) end_guest(draw(GUESTS));
    attack_calls(&plugin);
    if (run % 10 == 0) attack_json();
    if (run % 10 == 5) attack_depth();
    if (run % 20 == 0) attack_frames();
  }
  printf("%ld runs, %lu calls carried out\n", runs, successes);
  return 0;
}
