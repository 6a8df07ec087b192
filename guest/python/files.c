/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The file system of a script: its own files below /plugin, and what it writes, in memory. These functions stand in place of
 * those of WASI, so that nothing of it reaches the host: only descriptors 1 and 2, which are the log, do.
 */
#include "plugin.h"
#include <errno.h>
#include <wasi/api.h>

/* Bytes that a script may write. */
#define QUOTA (64u << 20)
#define ROOT 3
#define FIRST 4
#define MOST_OPEN 256
#define LONGEST_PATH 1024

typedef struct
{
  /* Without a slash in front; NULL: removed. */
  char* path;
  unsigned char* data;
  size_t size;
  /* 0: the content is the build's, and copied before it is written. */
  size_t capacity;
  int isFolder;
} File;

typedef struct
{
  File* file;
  size_t at;
  int appends;
} Opened;

static File** files = NULL;
static size_t file_count = 0;
static size_t written = 0;
static Opened opened[MOST_OPEN];

static File* find(const char* path)
{
  size_t i;
  for (i = 0; i < file_count; i++)
    if (files[i]->path != NULL && strcmp(files[i]->path, path) == 0) return files[i];
  return NULL;
}

static File* add(const char* path, size_t length, int isFolder)
{
  File** longer = realloc(files, (file_count + 1) * sizeof(File*));
  File* file = calloc(1, sizeof(File));
  if (longer == NULL || file == NULL) return NULL;
  files = longer;
  file->path = strndup(path, length);
  file->isFolder = isFolder;
  files[file_count++] = file;
  return file;
}

static void add_folders_of(const char* path)
{
  const char* slash;
  for (slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/'))
  {
    char folder[LONGEST_PATH];
    snprintf(folder, sizeof(folder), "%.*s", (int) (slash - path), path);
    if (find(folder) == NULL) add(folder, strlen(folder), 1);
  }
}

void files_open(void)
{
  const unsigned char* at = orthanc_python_files;
  add("", 0, 1);
  add("tmp", 3, 1);
  for (;;)
  {
    uint32_t lengths[2];
    char path[LONGEST_PATH];
    File* file;
    memcpy(lengths, at, sizeof(lengths));
    at += sizeof(lengths);
    if (lengths[0] == 0) return;
    snprintf(path, sizeof(path), "plugin/%.*s", (int) lengths[0], (const char*) at);
    add_folders_of(path);
    file = add(path, strlen(path), 0);
    file->data = (unsigned char*) at + lengths[0];
    file->size = lengths[1];
    at += lengths[0] + lengths[1];
  }
}

/* --- paths and descriptors --- */

static Opened* descriptor(__wasi_fd_t fd)
{
  if (fd < FIRST || fd >= FIRST + MOST_OPEN || opened[fd - FIRST].file == NULL) return NULL;
  return &opened[fd - FIRST];
}

/* The path from the root, without `.`, `..` and doubled slashes. */
static __wasi_errno_t resolve(__wasi_fd_t fd, const char* path, char* out)
{
  const Opened* folder = descriptor(fd);
  size_t length = 0;
  if (fd != ROOT && folder == NULL) return __WASI_ERRNO_BADF;
  out[0] = 0;
  if (folder != NULL && folder->file->path != NULL) length = (size_t) snprintf(out, LONGEST_PATH, "%s", folder->file->path);
  while (*path != 0)
  {
    size_t part = strcspn(path, "/");
    if (part == 2 && path[0] == '.' && path[1] == '.')
    {
      char* slash = strrchr(out, '/');
      length = slash == NULL ? 0 : (size_t) (slash - out);
      out[length] = 0;
    }
    else if (part > 0 && !(part == 1 && path[0] == '.'))
    {
      if (length + part + 2 > LONGEST_PATH) return __WASI_ERRNO_NAMETOOLONG;
      if (length > 0) out[length++] = '/';
      memcpy(out + length, path, part);
      length += part;
      out[length] = 0;
    }
    path += part + (path[part] == '/');
  }
  return __WASI_ERRNO_SUCCESS;
}

/* Whether the folder of a path exists. */
static int has_folder(const char* path)
{
  char folder[LONGEST_PATH];
  const char* slash = strrchr(path, '/');
  const File* file;
  snprintf(folder, sizeof(folder), "%.*s", slash == NULL ? 0 : (int) (slash - path), path);
  file = find(folder);
  return file != NULL && file->isFolder;
}

static void describe(const File* file, __wasi_filestat_t* stat)
{
  size_t number = 0;
  while (files[number] != file) number++;
  memset(stat, 0, sizeof(*stat));
  stat->ino = number + 1;
  stat->nlink = 1;
  stat->size = file->size;
  stat->filetype = file->isFolder ? __WASI_FILETYPE_DIRECTORY : __WASI_FILETYPE_REGULAR_FILE;
}

/* Makes room for `size` bytes of content that may be written. */
static __wasi_errno_t reserve(File* file, size_t size)
{
  size_t capacity = file->capacity < 64 ? 64 : file->capacity;
  unsigned char* data;
  while (capacity < size) capacity *= 2;
  if (file->capacity >= capacity) return __WASI_ERRNO_SUCCESS;
  if (written - file->capacity + capacity > QUOTA) return __WASI_ERRNO_DQUOT;
  data = realloc(file->capacity == 0 ? NULL : file->data, capacity);
  if (data == NULL) return __WASI_ERRNO_NOSPC;
  if (file->capacity == 0 && file->size > 0) memcpy(data, file->data, file->size);
  written += capacity - file->capacity;
  file->data = data;
  file->capacity = capacity;
  return __WASI_ERRNO_SUCCESS;
}

static __wasi_errno_t resize(File* file, size_t size)
{
  __wasi_errno_t error = size > QUOTA ? __WASI_ERRNO_DQUOT : reserve(file, size);
  if (error != __WASI_ERRNO_SUCCESS) return error;
  if (size > file->size) memset(file->data + file->size, 0, size - file->size);
  file->size = size;
  return __WASI_ERRNO_SUCCESS;
}

/* Frees what no path and no descriptor leads to. */
static void drop(File* file)
{
  int i;
  if (file->path != NULL) return;
  for (i = 0; i < MOST_OPEN; i++)
    if (opened[i].file == file) return;
  if (file->capacity > 0) free(file->data);
  written -= file->capacity;
  file->data = NULL;
  file->size = file->capacity = 0;
}

/* --- the functions of WASI --- */

#define WRAP(name) __wrap___wasi_##name
#define REAL(name) __real___wasi_##name

extern __wasi_errno_t REAL(fd_write)(__wasi_fd_t fd, const __wasi_ciovec_t* vectors, size_t count, __wasi_size_t* out);
extern __wasi_errno_t REAL(fd_fdstat_get)(__wasi_fd_t fd, __wasi_fdstat_t* stat);

__wasi_errno_t WRAP(fd_prestat_get)(__wasi_fd_t fd, __wasi_prestat_t* out)
{
  if (fd != ROOT) return __WASI_ERRNO_BADF;
  out->tag = __WASI_PREOPENTYPE_DIR;
  out->u.dir.pr_name_len = 1;
  return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t WRAP(fd_prestat_dir_name)(__wasi_fd_t fd, uint8_t* path, __wasi_size_t length)
{
  if (fd != ROOT || length < 1) return __WASI_ERRNO_BADF;
  path[0] = '/';
  return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t WRAP(fd_fdstat_get)(__wasi_fd_t fd, __wasi_fdstat_t* stat)
{
  const Opened* open = descriptor(fd);
  if (fd == 1 || fd == 2) return REAL(fd_fdstat_get)(fd, stat);
  if (fd != ROOT && open == NULL) return __WASI_ERRNO_BADF;
  memset(stat, 0, sizeof(*stat));
  stat->fs_filetype =
    fd == ROOT || open->file->isFolder ? __WASI_FILETYPE_DIRECTORY : __WASI_FILETYPE_REGULAR_FILE;
  stat->fs_flags = open != NULL && open->appends ? __WASI_FDFLAGS_APPEND : 0;
  stat->fs_rights_base = stat->fs_rights_inheriting = ~0ull;
  return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t WRAP(fd_fdstat_set_flags)(__wasi_fd_t fd, __wasi_fdflags_t flags)
{
  Opened* open = descriptor(fd);
  if (open == NULL) return __WASI_ERRNO_BADF;
  open->appends = (flags & __WASI_FDFLAGS_APPEND) != 0;
  return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t WRAP(fd_filestat_get)(__wasi_fd_t fd, __wasi_filestat_t* stat)
{
  const Opened* open = descriptor(fd);
  if (fd == 1 || fd == 2)
  {
    memset(stat, 0, sizeof(*stat));
    stat->filetype = __WASI_FILETYPE_CHARACTER_DEVICE;
    return __WASI_ERRNO_SUCCESS;
  }
  if (fd != ROOT && open == NULL) return __WASI_ERRNO_BADF;
  describe(fd == ROOT ? files[0] : open->file, stat);
  return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t WRAP(path_filestat_get)(
  __wasi_fd_t fd, __wasi_lookupflags_t flags, const char* path, __wasi_filestat_t* stat)
{
  char full[LONGEST_PATH];
  __wasi_errno_t error = resolve(fd, path, full);
  const File* file = error == __WASI_ERRNO_SUCCESS ? find(full) : NULL;
  if (error != __WASI_ERRNO_SUCCESS) return error;
  if (file == NULL) return __WASI_ERRNO_NOENT;
  describe(file, stat);
  return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t WRAP(path_open)(
  __wasi_fd_t fd, __wasi_lookupflags_t lookup, const char* path, __wasi_oflags_t flags, __wasi_rights_t rights,
  __wasi_rights_t inherited, __wasi_fdflags_t modes, __wasi_fd_t* out)
{
  char full[LONGEST_PATH];
  __wasi_errno_t error = resolve(fd, path, full);
  File* file;
  int i = 0;
  if (error != __WASI_ERRNO_SUCCESS) return error;
  file = find(full);
  if (file != NULL && (flags & __WASI_OFLAGS_EXCL) != 0) return __WASI_ERRNO_EXIST;
  if (file == NULL && (flags & __WASI_OFLAGS_CREAT) == 0) return __WASI_ERRNO_NOENT;
  if (file == NULL && !has_folder(full)) return __WASI_ERRNO_NOENT;
  if (file != NULL && !file->isFolder && (flags & __WASI_OFLAGS_DIRECTORY) != 0) return __WASI_ERRNO_NOTDIR;
  if (file != NULL && file->isFolder && (rights & __WASI_RIGHTS_FD_WRITE) != 0) return __WASI_ERRNO_ISDIR;
  while (i < MOST_OPEN && opened[i].file != NULL) i++;
  if (i == MOST_OPEN) return __WASI_ERRNO_MFILE;
  if (file == NULL) file = add(full, strlen(full), 0);
  if (file == NULL) return __WASI_ERRNO_NOSPC;
  if ((flags & __WASI_OFLAGS_TRUNC) != 0 && (error = resize(file, 0)) != __WASI_ERRNO_SUCCESS) return error;
  opened[i] = (Opened){ file, 0, (modes & __WASI_FDFLAGS_APPEND) != 0 };
  *out = FIRST + (__wasi_fd_t) i;
  return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t WRAP(fd_close)(__wasi_fd_t fd)
{
  Opened* open = descriptor(fd);
  File* file;
  if (open == NULL) return __WASI_ERRNO_BADF;
  file = open->file;
  open->file = NULL;
  drop(file);
  return __WASI_ERRNO_SUCCESS;
}

static __wasi_errno_t read_at(
  const File* file, const __wasi_iovec_t* vectors, size_t count, size_t at, __wasi_size_t* out)
{
  size_t i;
  if (file->isFolder) return __WASI_ERRNO_ISDIR;
  *out = 0;
  for (i = 0; i < count && at < file->size; i++)
  {
    size_t length = vectors[i].buf_len < file->size - at ? vectors[i].buf_len : file->size - at;
    memcpy(vectors[i].buf, file->data + at, length);
    at += length;
    *out += length;
  }
  return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t WRAP(fd_read)(__wasi_fd_t fd, const __wasi_iovec_t* vectors, size_t count, __wasi_size_t* out)
{
  Opened* open = descriptor(fd);
  __wasi_errno_t error;
  if (open == NULL) return __WASI_ERRNO_BADF;
  error = read_at(open->file, vectors, count, open->at, out);
  if (error == __WASI_ERRNO_SUCCESS) open->at += *out;
  return error;
}

__wasi_errno_t WRAP(fd_pread)(
  __wasi_fd_t fd, const __wasi_iovec_t* vectors, size_t count, __wasi_filesize_t at, __wasi_size_t* out)
{
  const Opened* open = descriptor(fd);
  if (open == NULL) return __WASI_ERRNO_BADF;
  return read_at(open->file, vectors, count, at > SIZE_MAX ? SIZE_MAX : (size_t) at, out);
}

static __wasi_errno_t write_at(
  File* file, const __wasi_ciovec_t* vectors, size_t count, size_t at, __wasi_size_t* out)
{
  size_t i;
  *out = 0;
  for (i = 0; i < count; i++)
  {
    size_t length = vectors[i].buf_len, end = at + length;
    __wasi_errno_t error;
    if (at > QUOTA || length > QUOTA) return __WASI_ERRNO_DQUOT;
    error = end > file->size ? resize(file, end) : reserve(file, file->size);
    if (error != __WASI_ERRNO_SUCCESS) return error;
    memcpy(file->data + at, vectors[i].buf, length);
    at = end;
    *out += length;
  }
  return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t WRAP(fd_write)(__wasi_fd_t fd, const __wasi_ciovec_t* vectors, size_t count, __wasi_size_t* out)
{
  Opened* open = descriptor(fd);
  __wasi_errno_t error;
  if (fd == 1 || fd == 2) return REAL(fd_write)(fd, vectors, count, out);
  if (open == NULL) return __WASI_ERRNO_BADF;
  if (open->appends) open->at = open->file->size;
  error = write_at(open->file, vectors, count, open->at, out);
  open->at += *out;
  return error;
}

__wasi_errno_t WRAP(fd_pwrite)(
  __wasi_fd_t fd, const __wasi_ciovec_t* vectors, size_t count, __wasi_filesize_t at, __wasi_size_t* out)
{
  Opened* open = descriptor(fd);
  if (open == NULL) return __WASI_ERRNO_BADF;
  if (at > QUOTA) return __WASI_ERRNO_DQUOT;
  return write_at(open->file, vectors, count, (size_t) at, out);
}

__wasi_errno_t WRAP(fd_seek)(
  __wasi_fd_t fd, __wasi_filedelta_t offset, __wasi_whence_t whence, __wasi_filesize_t* out)
{
  Opened* open = descriptor(fd);
  int64_t from;
  if (fd == 1 || fd == 2) return __WASI_ERRNO_SPIPE;
  if (open == NULL) return __WASI_ERRNO_BADF;
  from = whence == __WASI_WHENCE_SET ? 0 : whence == __WASI_WHENCE_CUR ? (int64_t) open->at : (int64_t) open->file->size;
  if (offset < -from || offset > INT32_MAX) return __WASI_ERRNO_INVAL;
  open->at = (size_t) (from + offset);
  *out = open->at;
  return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t WRAP(fd_tell)(__wasi_fd_t fd, __wasi_filesize_t* out)
{
  return WRAP(fd_seek)(fd, 0, __WASI_WHENCE_CUR, out);
}

__wasi_errno_t WRAP(fd_filestat_set_size)(__wasi_fd_t fd, __wasi_filesize_t size)
{
  Opened* open = descriptor(fd);
  if (open == NULL) return __WASI_ERRNO_BADF;
  return size > QUOTA ? __WASI_ERRNO_DQUOT : resize(open->file, (size_t) size);
}

__wasi_errno_t WRAP(fd_sync)(__wasi_fd_t fd)
{
  return descriptor(fd) == NULL ? __WASI_ERRNO_BADF : __WASI_ERRNO_SUCCESS;
}

/* The name of a file in a folder; NULL: it is elsewhere. */
static const char* name_in(const File* folder, const File* file)
{
  size_t length = strlen(folder->path);
  const char* rest;
  if (file->path == NULL || file == folder || strncmp(file->path, folder->path, length) != 0) return NULL;
  rest = file->path + length;
  if (length > 0 && *rest++ != '/') return NULL;
  return strchr(rest, '/') == NULL ? rest : NULL;
}

__wasi_errno_t WRAP(fd_readdir)(
  __wasi_fd_t fd, uint8_t* buffer, __wasi_size_t size, __wasi_dircookie_t cookie, __wasi_size_t* out)
{
  const Opened* open = descriptor(fd);
  const File* folder = fd == ROOT ? files[0] : open == NULL ? NULL : open->file;
  size_t i;
  *out = 0;
  if (folder == NULL || folder->path == NULL) return __WASI_ERRNO_BADF;
  for (i = cookie > file_count ? file_count : (size_t) cookie; i < file_count && *out < size; i++)
  {
    const char* name = name_in(folder, files[i]);
    __wasi_dirent_t entry = { .d_next = i + 1, .d_ino = i + 1 };
    size_t part;
    if (name == NULL) continue;
    entry.d_namlen = strlen(name);
    entry.d_type = files[i]->isFolder ? __WASI_FILETYPE_DIRECTORY : __WASI_FILETYPE_REGULAR_FILE;
    /* An entry that does not fit is cut: the caller asks again. */
    part = size - *out < sizeof(entry) ? size - *out : sizeof(entry);
    memcpy(buffer + *out, &entry, part);
    *out += part;
    part = size - *out < entry.d_namlen ? size - *out : entry.d_namlen;
    memcpy(buffer + *out, name, part);
    *out += part;
  }
  return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t WRAP(path_create_directory)(__wasi_fd_t fd, const char* path)
{
  char full[LONGEST_PATH];
  __wasi_errno_t error = resolve(fd, path, full);
  if (error != __WASI_ERRNO_SUCCESS) return error;
  if (find(full) != NULL) return __WASI_ERRNO_EXIST;
  if (!has_folder(full)) return __WASI_ERRNO_NOENT;
  return add(full, strlen(full), 1) == NULL ? __WASI_ERRNO_NOSPC : __WASI_ERRNO_SUCCESS;
}

static __wasi_errno_t remove_path(__wasi_fd_t fd, const char* path, int isFolder)
{
  char full[LONGEST_PATH];
  __wasi_errno_t error = resolve(fd, path, full);
  File* file = error == __WASI_ERRNO_SUCCESS ? find(full) : NULL;
  size_t i;
  if (error != __WASI_ERRNO_SUCCESS) return error;
  if (file == NULL) return __WASI_ERRNO_NOENT;
  if (file->isFolder != isFolder) return isFolder ? __WASI_ERRNO_NOTDIR : __WASI_ERRNO_ISDIR;
  if (file == files[0]) return __WASI_ERRNO_BUSY;
  for (i = 0; isFolder && i < file_count; i++)
    if (name_in(file, files[i]) != NULL) return __WASI_ERRNO_NOTEMPTY;
  free(file->path);
  file->path = NULL;
  drop(file);
  return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t WRAP(path_unlink_file)(__wasi_fd_t fd, const char* path)
{
  return remove_path(fd, path, 0);
}

__wasi_errno_t WRAP(path_remove_directory)(__wasi_fd_t fd, const char* path)
{
  return remove_path(fd, path, 1);
}

/* Of files alone: a script that renames folders has not been seen. */
__wasi_errno_t WRAP(path_rename)(__wasi_fd_t fd, const char* path, __wasi_fd_t newFd, const char* newPath)
{
  char from[LONGEST_PATH], to[LONGEST_PATH];
  __wasi_errno_t error = resolve(fd, path, from);
  File* file;
  char* moved;
  if (error == __WASI_ERRNO_SUCCESS) error = resolve(newFd, newPath, to);
  if (error != __WASI_ERRNO_SUCCESS) return error;
  file = find(from);
  if (file == NULL || !has_folder(to)) return __WASI_ERRNO_NOENT;
  if (file->isFolder) return __WASI_ERRNO_NOTSUP;
  if (find(to) == file) return __WASI_ERRNO_SUCCESS;
  if (find(to) != NULL && (error = remove_path(ROOT, to, 0)) != __WASI_ERRNO_SUCCESS) return error;
  moved = strdup(to);
  if (moved == NULL) return __WASI_ERRNO_NOSPC;
  free(file->path);
  file->path = moved;
  return __WASI_ERRNO_SUCCESS;
}
