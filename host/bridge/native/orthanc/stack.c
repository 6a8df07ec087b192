#include "orthanc.h"

#include <pthread.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

/*
 * Room on the stack. Threads of Orthanc's HTTP server have 100 KB, which nested callbacks, an archive or JSON of 200 levels use up, and
 * Orthanc with it. Calls that find less than Orthanc may need run on a stack of their own, in the same thread, which holds Orthanc's locks.
 */

/* As threads of Linux have. */
#define STACK_BYTES ((size_t) 8 << 20)
/* More than Orthanc was seen to need for one call: JSON of 1000 levels, which are its limit. */
#define NEEDED_BYTES ((size_t) 2 << 20)

/* At the upper end of its memory, whose lowest page is never touched. */
typedef struct Stack
{
  struct Stack* next;
  char* begin;
  ucontext_t inside, outside;
  int service;
  const void* parameters;
  OrthancPluginErrorCode code;
  const void* outsideBegin; /* for the sanitizer, as the size */
  size_t outsideSize;
} Stack;

static pthread_mutex_t spareLock = PTHREAD_MUTEX_INITIALIZER;
static Stack* spare;
static _Thread_local uintptr_t lowest; /* address of the stack in use; 0: not known yet */
static _Thread_local Stack* current; /* NULL on the thread's own */

/* The sanitizer of addresses has to know which stack is in use. */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
#define BEGIN_SWITCH(saved, begin, size) __sanitizer_start_switch_fiber(saved, begin, size)
#define END_SWITCH(saved, begin, size) __sanitizer_finish_switch_fiber(saved, begin, size)
#else
#define BEGIN_SWITCH(saved, begin, size) (void) (saved)
#define END_SWITCH(saved, begin, size) (void) (saved)
#endif

static uintptr_t lowest_of_thread(void)
{
  pthread_attr_t attributes;
  void* end = NULL;
  size_t size;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
  pthread_attr_getstack(&attributes, &end, &size);
  pthread_attr_destroy(&attributes);
  return (uintptr_t) end;
}

static Stack* take_stack(void)
{
  pthread_mutex_lock(&spareLock);
  Stack* stack = spare;
  if (stack != NULL) spare = stack->next;
  pthread_mutex_unlock(&spareLock);
  if (stack != NULL) return stack;
  char* memory = mmap(NULL, STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED) return NULL;
  const size_t page = (size_t) sysconf(_SC_PAGESIZE);
  madvise(memory, STACK_BYTES, MADV_NOHUGEPAGE);
  if (mprotect(memory, page, PROT_NONE) != 0) {
    munmap(memory, STACK_BYTES);
    return NULL;
  }
  stack = (Stack*) (void*) (memory + STACK_BYTES - sizeof *stack);
  stack->begin = memory + page;
  return stack;
}

static void give_back(Stack* stack)
{
  pthread_mutex_lock(&spareLock);
  stack->next = spare;
  spare = stack;
  pthread_mutex_unlock(&spareLock);
}

static void run_inside(void)
{
  Stack* stack = current;
  END_SWITCH(NULL, &stack->outsideBegin, &stack->outsideSize);
  stack->code = invoke(stack->service, stack->parameters);
  /* The context ends by going back. */
  BEGIN_SWITCH(NULL, stack->outsideBegin, stack->outsideSize);
}

static OrthancPluginErrorCode invoke_on(Stack* stack, int service, const void* parameters)
{
  const uintptr_t lowestBefore = lowest;
  void* saved = NULL;
  stack->service = service;
  stack->parameters = parameters;
  if (getcontext(&stack->inside) != 0) return OrthancPluginErrorCode_InternalError;
  stack->inside.uc_stack.ss_sp = stack->begin;
  stack->inside.uc_stack.ss_size = (size_t) ((char*) stack - stack->begin);
  stack->inside.uc_link = &stack->outside;
  makecontext(&stack->inside, run_inside, 0);
  lowest = (uintptr_t) stack->begin;
  current = stack;
  BEGIN_SWITCH(&saved, stack->begin, stack->inside.uc_stack.ss_size);
  swapcontext(&stack->outside, &stack->inside);
  END_SWITCH(saved, NULL, NULL);
  current = NULL;
  lowest = lowestBefore;
  return stack->code;
}

OrthancPluginErrorCode invoke_with_room(int service, const void* parameters)
{
  if (lowest == 0) lowest = lowest_of_thread();
  if ((uintptr_t) __builtin_frame_address(0) - lowest >= NEEDED_BYTES) return invoke(service, parameters);
  Stack* stack = current == NULL ? take_stack() : NULL;
  if (stack == NULL) return OrthancPluginErrorCode_NotEnoughMemory;
  const OrthancPluginErrorCode code = invoke_on(stack, service, parameters);
  give_back(stack);
  return code;
}

void end_stacks(void)
{
  while (spare != NULL) {
    Stack* stack = spare;
    spare = stack->next;
    munmap(stack->begin - (size_t) sysconf(_SC_PAGESIZE), STACK_BYTES);
  }
}
