#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t process;

int make_folder(char path[SOCKET_BYTES])
{
  char folder[] = "/tmp/orthanc-wasm-XXXXXX";
  if (mkdtemp(folder) == NULL) { /* mode 0700 */
    log_error("Cannot create a folder for the socket in /tmp: %s", strerror(errno));
    return 0;
  }
  snprintf(path, SOCKET_BYTES, "%s/bridge", folder);
  return 1;
}

void remove_folder(const char* path)
{
  char folder[SOCKET_BYTES];
  strcpy(folder, path);
  unlink(path);
  rmdir(dirname(folder));
}

/* The words of a command with those of the supervisor after them. */
static char** command_words(const Settings* settings, const char* path)
{
  size_t count = 0;
  while (settings->command[count] != NULL) count++;
  char** words = calloc(count + 4, sizeof *words);
  if (words == NULL) return NULL;
  memcpy(words, settings->command, count * sizeof *words);
  words[count] = (char*) "bridge";
  words[count + 1] = (char*) "--socket";
  words[count + 2] = (char*) path;
  return words;
}

/* Between fork and exec there are only system calls, as other threads of Orthanc may hold any lock. */
static void run_command(char** words, int failed)
{
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < NSIG; number++)
    if (number != SIGKILL && number != SIGSTOP) signal(number, SIG_DFL);
  /* First, as an Orthanc in the background may have no descriptors 0 to 2, and the pipe has them then. */
  if (failed != 3) dup2(failed, 3);
  fcntl(3, F_SETFD, FD_CLOEXEC);
  const int null = open("/dev/null", O_RDONLY);
  if (null >= 0) dup2(null, 0);
  dup2(2, 1);
  /* Else the process would keep Orthanc's ports and files open. */
  close_range(4, ~0u, 0);
  setsid();
  execvp(words[0], words);
  const int reason = errno;
  if (write(3, &reason, sizeof reason) < 0) _exit(126);
  _exit(127);
}

int start_process(const Settings* settings, const char* path)
{
  int failed[2], reason = 0;
  char** words = command_words(settings, path);
  if (words == NULL || pipe2(failed, O_CLOEXEC) != 0) {
    free(words);
    log_error("Cannot start '%s': %s", settings->command[0], strerror(errno));
    return 0;
  }
  unlink(path);
  const pid_t child = fork();
  if (child == 0) run_command(words, failed[1]);
  free(words);
  close(failed[1]);
  const int hasFailed = child < 0 || read(failed[0], &reason, sizeof reason) == (ssize_t) sizeof reason;
  close(failed[0]);
  if (!hasFailed) {
    process = child;
    return 1;
  }
  if (child > 0) waitpid(child, NULL, 0);
  log_error("Cannot start '%s' (WebAssembly.Bridge.Command): %s", settings->command[0], strerror(reason == 0 ? errno : reason));
  return 0;
}

int has_ended(void)
{
  if (process == 0 || waitpid(process, NULL, WNOHANG) != process) return 0;
  process = 0;
  return 1;
}

int end_process(uint64_t withinMs)
{
  int status = 0;
  if (process == 0) return 0;
  const uint64_t until = now_ms() + withinMs;
  while (waitpid(process, &status, WNOHANG) == 0) {
    if (now_ms() >= until) {
      kill(process, SIGKILL);
      waitpid(process, &status, 0);
      break;
    }
    usleep(10000);
  }
  process = 0;
  return status;
}
