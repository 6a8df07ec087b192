#include "orthanc.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 32

static void skip_blanks(const char** text)
{
  while (**text == ' ' || **text == '\t' || **text == '\n' || **text == '\r') (*text)++;
}

static int skip_char(const char** text, char expected)
{
  skip_blanks(text);
  if (**text != expected) return 0;
  (*text)++;
  return 1;
}

static int hex_digit(char digit)
{
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

static int read_unit(const char** text, unsigned* unit)
{
  *unit = 0;
  for (int i = 0; i < 4; i++) {
    const int digit = hex_digit(**text);
    if (digit < 0) return 0;
    *unit = *unit << 4 | (unsigned) digit;
    (*text)++;
  }
  return 1;
}

static char* put_character(char* to, unsigned long code)
{
  if (code < 0x80) { *to++ = (char) code; return to; }
  if (code < 0x800) { *to++ = (char) (0xc0 | code >> 6); *to++ = (char) (0x80 | (code & 63)); return to; }
  if (code < 0x10000) *to++ = (char) (0xe0 | code >> 12);
  else { *to++ = (char) (0xf0 | code >> 18); *to++ = (char) (0x80 | (code >> 12 & 63)); }
  *to++ = (char) (0x80 | (code >> 6 & 63));
  *to++ = (char) (0x80 | (code & 63));
  return to;
}

/* What follows a backslash. No escape is longer than the character that it becomes, in UTF-8. */
static int read_escape(const char** text, char** to)
{
  static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char name = *(*text)++;
  if (name == 'u') {
    unsigned unit, low;
    if (!read_unit(text, &unit)) return 0;
    unsigned long code = unit;
    if (unit >= 0xd800 && unit < 0xdc00) { /* half of a character */
      if ((*text)[0] != '\\' || (*text)[1] != 'u') return 0;
      *text += 2;
      if (!read_unit(text, &low) || low < 0xdc00 || low > 0xdfff) return 0;
      code = 0x10000 + ((unsigned long) (unit - 0xd800) << 10) + (low & 0x3ff);
    }
    if (to != NULL) *to = put_character(*to, code);
    return 1;
  }
  const char* found = name == 0 ? NULL : strchr(names, name);
  if (found == NULL) return 0;
  if (to != NULL) *(*to)++ = meanings[found - names];
  return 1;
}

/* A string; `to`, if not NULL, receives its characters and has room for the text. */
static int read_string(const char** text, char* to)
{
  if (!skip_char(text, '"')) return 0;
  while (**text != '"') {
    if ((unsigned char) **text < 0x20) return 0;
    if (**text == '\\') {
      (*text)++;
      if (!read_escape(text, to == NULL ? NULL : &to)) return 0;
    } else {
      if (to != NULL) *to++ = **text;
      (*text)++;
    }
  }
  (*text)++;
  if (to != NULL) *to = 0;
  return 1;
}

static int skip_digits(const char** text)
{
  if (**text < '0' || **text > '9') return 0;
  while (**text >= '0' && **text <= '9') (*text)++;
  return 1;
}

static int skip_number(const char** text)
{
  if (**text == '-') (*text)++;
  if (**text == '0') (*text)++;
  else if (!skip_digits(text)) return 0;
  if (**text == '.') {
    (*text)++;
    if (!skip_digits(text)) return 0;
  }
  if (**text != 'e' && **text != 'E') return 1;
  (*text)++;
  if (**text == '+' || **text == '-') (*text)++;
  return skip_digits(text);
}

static int skip_word(const char** text, const char* word)
{
  const size_t length = strlen(word);
  if (strncmp(*text, word, length) != 0) return 0;
  *text += length;
  return 1;
}

static int skip_value(const char** text, int depth);

static int skip_members(const char** text, int depth, char end)
{
  if (depth == 0) return 0;
  if (skip_char(text, end)) return 1;
  do {
    if (end == '}' && (!read_string(text, NULL) || !skip_char(text, ':'))) return 0;
    if (!skip_value(text, depth - 1)) return 0;
  } while (skip_char(text, ','));
  return skip_char(text, end);
}

static int skip_value(const char** text, int depth)
{
  skip_blanks(text);
  switch (**text) {
  case '{': (*text)++; return skip_members(text, depth, '}');
  case '[': (*text)++; return skip_members(text, depth, ']');
  case '"': return read_string(text, NULL);
  case 't': return skip_word(text, "true");
  case 'f': return skip_word(text, "false");
  case 'n': return skip_word(text, "null");
  default: return skip_number(text);
  }
}

int is_json_object(const char* text)
{
  skip_blanks(&text);
  if (*text != '{' || !skip_value(&text, MAX_DEPTH)) return 0;
  skip_blanks(&text);
  return *text == 0;
}

char* copy_string(const char** text)
{
  const char* end = *text;
  if (!read_string(&end, NULL)) return NULL;
  char* copy = malloc((size_t) (end - *text) + 1);
  if (copy != NULL && !read_string(text, copy)) { free(copy); return NULL; }
  return copy;
}

int find_member(const char** text, const char* name)
{
  if (!skip_char(text, '{') || skip_char(text, '}')) return 0;
  do {
    skip_blanks(text);
    char* key = copy_string(text);
    const int isFound = key != NULL && strcmp(key, name) == 0;
    const int isKey = key != NULL && skip_char(text, ':');
    free(key);
    if (!isKey) return 0;
    skip_blanks(text);
    if (isFound) return 1;
    if (!skip_value(text, MAX_DEPTH)) return 0;
  } while (skip_char(text, ','));
  return 0;
}

char** copy_strings(const char* text)
{
  size_t count = 1;
  for (const char* at = text; *at != 0; at++) count += *at == ',';
  char** strings = calloc(count + 2, sizeof *strings);
  if (strings == NULL) return NULL;
  if (*text == '"') {
    strings[0] = copy_string(&text);
    return strings;
  }
  if (!skip_char(&text, '[')) return strings;
  size_t at = 0;
  do {
    skip_blanks(&text);
    strings[at] = copy_string(&text);
  } while (strings[at] != NULL && at++ < count && skip_char(&text, ','));
  if (skip_char(&text, ']')) return strings;
  for (size_t i = 0; i <= count; i++) {
    free(strings[i]);
    strings[i] = NULL;
  }
  return strings;
}
