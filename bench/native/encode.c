/* The encoders that Orthanc links, called as it calls them, for comparison with ours: libpng with its defaults (zlib
 * level 6, all filters) and libjpeg with its defaults and a quality. Reads raw pixels, row by row without padding and
 * 16 bits in the machine's byte order; prints a line for each round, "MILLISECONDS BYTES". Build and call:
 *
 *   gcc -O2 -o encode encode.c -lpng -ljpeg
 *   encode png  PIXELS WIDTH HEIGHT CHANNELS DEPTH ROUNDS [FILE]
 *   encode jpeg PIXELS WIDTH HEIGHT CHANNELS 8 ROUNDS QUALITY [FILE]
 *   encode serve
 *
 * CHANNELS is 1, 3 or 4, DEPTH 8 or 16. FILE gets what the last round wrote. With "serve", requests of the first two
 * forms, FILE included, are read as lines from standard input and an empty line follows each answer: a caller can
 * interleave its own rounds, or compare many images, without starting a process for each. */
#include <stdio.h> /* jpeglib.h needs it, and does not say so */

#include <jpeglib.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct image {
  unsigned width, height, channels, depth;
  unsigned char **rows;
  unsigned char *pixels;
};

struct file {
  unsigned char *bytes;
  size_t length, capacity;
};

static void fail(const char *why, const char *what) {
  fprintf(stderr, "encode: %s: %s\n", why, what);
  exit(1);
}

static void *allocate(void *old, size_t length) {
  void *memory = realloc(old, length > 0 ? length : 1);
  if (memory == NULL) fail("no memory", "realloc");
  return memory;
}

static double now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static void append(png_structp png, png_bytep bytes, png_size_t length) {
  struct file *file = png_get_io_ptr(png);
  if (file->length + length > file->capacity) {
    file->capacity = (file->length + length) * 2;
    file->bytes = allocate(file->bytes, file->capacity);
  }
  memcpy(file->bytes + file->length, bytes, length);
  file->length += length;
}

static void flush(png_structp png) { (void)png; }

static void encode_png(const struct image *image, struct file *file) {
  const int types[] = {0, PNG_COLOR_TYPE_GRAY, 0, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGB_ALPHA};
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct(png);
  file->length = 0;
  png_set_write_fn(png, file, append, flush);
  png_set_IHDR(png, info, image->width, image->height, image->depth, types[image->channels],
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  if (image->depth == 16) png_set_swap(png);
  png_write_image(png, image->rows);
  png_write_end(png, NULL);
  png_destroy_write_struct(&png, &info);
}

static void encode_jpeg(const struct image *image, int quality, struct file *file) {
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  unsigned char *bytes = NULL;
  unsigned long length = 0;
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  jpeg_mem_dest(&jpeg, &bytes, &length);
  jpeg.image_width = image->width;
  jpeg.image_height = image->height;
  jpeg.input_components = (int)image->channels;
  jpeg.in_color_space = image->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, quality, TRUE);
  jpeg_start_compress(&jpeg, TRUE);
  jpeg_write_scanlines(&jpeg, image->rows, image->height);
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  free(file->bytes);
  file->bytes = bytes;
  file->length = file->capacity = length;
}

static unsigned number(const char *text, unsigned least, unsigned most) {
  char *end;
  const unsigned long value = strtoul(text, &end, 10);
  if (*text == 0 || *end != 0 || value < least || value > most) fail("not a number that fits", text);
  return (unsigned)value;
}

static void read_pixels(struct image *image, const char *name) {
  const size_t row = (size_t)image->width * image->channels * (image->depth / 8);
  FILE *file = fopen(name, "rb");
  if (file == NULL) fail("cannot read", name);
  image->pixels = allocate(NULL, row * image->height);
  image->rows = allocate(NULL, image->height * sizeof(*image->rows));
  if (fread(image->pixels, 1, row * image->height, file) != row * image->height) {
    fail("too few pixels in", name);
  }
  fclose(file);
  for (unsigned y = 0; y < image->height; y++) image->rows[y] = image->pixels + y * row;
}

static void write_file(const struct file *file, const char *name) {
  FILE *out = fopen(name, "wb");
  if (out == NULL || fwrite(file->bytes, 1, file->length, out) != file->length || fclose(out) != 0) {
    fail("cannot write", name);
  }
}

static void run(int count, char **words) {
  const int is_jpeg = count > 0 && strcmp(words[0], "jpeg") == 0;
  const int needed = is_jpeg ? 8 : 7;
  if (!is_jpeg && (count == 0 || strcmp(words[0], "png") != 0)) fail("needs", "png, jpeg or serve");
  if (count != needed && count != needed + 1) fail("wrong number of arguments", words[0]);
  struct image image = {.width = number(words[2], 1, 1000000),
                        .height = number(words[3], 1, 1000000),
                        .channels = number(words[4], 1, 4),
                        .depth = number(words[5], 8, 16)};
  const unsigned rounds = number(words[6], 1, 1000000);
  const int quality = is_jpeg ? (int)number(words[7], 1, 100) : 0;
  if (image.channels == 2 || (is_jpeg && image.channels == 4)) fail("channels", words[4]);
  if ((image.depth != 8 && image.depth != 16) || (is_jpeg && image.depth != 8)) fail("depth", words[5]);
  read_pixels(&image, words[1]);
  struct file file = {NULL, 0, 0};
  for (unsigned round = 0; round < rounds; round++) {
    const double start = now_ms();
    if (is_jpeg) encode_jpeg(&image, quality, &file);
    else encode_png(&image, &file);
    printf("%.4f %zu\n", now_ms() - start, file.length);
  }
  if (count > needed) write_file(&file, words[needed]);
  free(file.bytes);
  free(image.rows);
  free(image.pixels);
}

static void serve(void) {
  char line[4096];
  while (fgets(line, sizeof(line), stdin) != NULL) {
    char *words[16];
    int count = 0;
    for (char *word = strtok(line, " \n"); word != NULL && count < 16; word = strtok(NULL, " \n")) {
      words[count++] = word;
    }
    run(count, words);
    printf("\n");
    fflush(stdout);
  }
}

int main(int count, char **words) {
  if (count == 2 && strcmp(words[1], "serve") == 0) serve();
  else run(count - 1, words + 1);
  return 0;
}
