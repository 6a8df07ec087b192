#include "orthanc.h"

#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>
#include <unwind.h>

/*
 * Calls of guests, with room on the stack and a barrier for exceptions.
 *
 * Threads of Orthanc's HTTP server have 100 KB of stack, which nested callbacks, an archive or JSON of 200 levels use up, and Orthanc with
 * it. A call that finds less than Orthanc may need runs on a stack of its own, in the same thread, which holds Orthanc's locks.
 *
 * Orthanc turns its own exceptions into codes, and lets others pass: of Boost, of the standard library, for lack of memory. They would
 * leave this plugin in the middle of a callback, and end Orthanc in threads that do not expect them.
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
} Stack;

/* What runs there. */
typedef struct
{
  void (*run)(void*);
  void* argument;
  int isSwitched; /* to another stack */
  const void* outsideBegin; /* for the sanitizer, as the size */
  size_t outsideSize;
} Work;

static pthread_mutex_t spareLock = PTHREAD_MUTEX_INITIALIZER;
static Stack* spare;
static _Thread_local uintptr_t lowest; /* address of the stack in use; 0: not known yet */
static _Thread_local int isOnOther; /* than the thread's own */

/* The sanitizer of addresses has to know which stack is in use. */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
#define BEGIN_SWITCH(saved, begin, size) __sanitizer_start_switch_fiber(saved, begin, size)
#define END_SWITCH(saved, begin, size) __sanitizer_finish_switch_fiber(saved, begin, size)
#else
#define BEGIN_SWITCH(saved, begin, size) (void) (saved)
#define END_SWITCH(saved, begin, size) (void) (saved)
#endif

/* ---- the switch ---- */

/*
 * Runs `work` on the stack that ends at `top`, or on the one in use for NULL. Returns the exception that `work` ended with, or NULL.
 * The frame is found by its base pointer, so that the unwinder passes from one stack to the other; `stop_exception` is its personality
 * routine, and `exception_stopped` its only landing pad.
 */
struct _Unwind_Exception* run_on(void* top, void (*work)(void*), void* argument) __attribute__((visibility("hidden")));
extern const char exception_stopped[] __attribute__((visibility("hidden")));

#if defined(__x86_64__)
__asm__(
  ".text\n"
  ".globl run_on\n.hidden run_on\n.type run_on, @function\n"
  ".globl exception_stopped\n.hidden exception_stopped\n"
  "run_on:\n"
  ".cfi_startproc\n"
  ".cfi_personality 0x1b, stop_exception\n"
  "pushq %rbp\n.cfi_def_cfa_offset 16\n.cfi_offset %rbp, -16\n"
  "movq %rsp, %rbp\n.cfi_def_cfa_register %rbp\n"
  "testq %rdi, %rdi\n"
  "cmovnzq %rdi, %rsp\n"
  "movq %rdx, %rdi\n"
  "callq *%rsi\n"
  "xorl %eax, %eax\n"
  "exception_stopped:\n"
  "leave\n.cfi_def_cfa %rsp, 8\n"
  "ret\n"
  ".cfi_endproc\n"
  ".size run_on, . - run_on\n");
#elif defined(__aarch64__)
__asm__(
  ".text\n"
  ".globl run_on\n.hidden run_on\n.type run_on, %function\n"
  ".globl exception_stopped\n.hidden exception_stopped\n"
  "run_on:\n"
  ".cfi_startproc\n"
  ".cfi_personality 0x1b, stop_exception\n"
  "stp x29, x30, [sp, #-16]!\n.cfi_def_cfa_offset 16\n.cfi_offset x29, -16\n.cfi_offset x30, -8\n"
  "mov x29, sp\n.cfi_def_cfa_register x29\n"
  "cbz x0, 1f\n"
  "mov sp, x0\n"
  "1: mov x0, x2\n"
  "blr x1\n"
  "mov x0, xzr\n"
  "exception_stopped:\n"
  "mov sp, x29\n"
  "ldp x29, x30, [sp], #16\n.cfi_def_cfa sp, 0\n"
  "ret\n"
  ".cfi_endproc\n"
  ".size run_on, . - run_on\n");
#else
#error "The switch of stacks is written for x86-64 and AArch64"
#endif

__attribute__((used, visibility("hidden"))) _Unwind_Reason_Code stop_exception(
  int version, _Unwind_Action actions, _Unwind_Exception_Class class, struct _Unwind_Exception* exception, struct _Unwind_Context* frame)
{
  (void) version;
  (void) class;
  /* A thread that ends itself. */
  if ((actions & _UA_FORCE_UNWIND) != 0) return _URC_CONTINUE_UNWIND;
  if ((actions & _UA_SEARCH_PHASE) != 0) return _URC_HANDLER_FOUND;
  _Unwind_SetGR(frame, __builtin_eh_return_data_regno(0), (_Unwind_Word) (uintptr_t) exception);
  _Unwind_SetIP(frame, (_Unwind_Ptr) exception_stopped);
  return _URC_INSTALL_CONTEXT;
}

/* Of the library for C++ that Orthanc has loaded; weak, as this plugin does not need it otherwise. */
extern void* __cxa_begin_catch(void* exception) __attribute__((weak));
extern void __cxa_end_catch(void) __attribute__((weak));

/* As a handler in C++ does. */
static void forget_exception(struct _Unwind_Exception* exception)
{
  if (__cxa_begin_catch == NULL || __cxa_end_catch == NULL) return;
  __cxa_begin_catch(exception);
  __cxa_end_catch();
}

/* ---- stacks ---- */

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

void end_stacks(void)
{
  while (spare != NULL) {
    Stack* stack = spare;
    spare = stack->next;
    munmap(stack->begin - (size_t) sysconf(_SC_PAGESIZE), STACK_BYTES);
  }
}

/* ---- calls ---- */

static void run_work(void* argument)
{
  Work* work = argument;
  if (work->isSwitched) END_SWITCH(NULL, &work->outsideBegin, &work->outsideSize);
  work->run(work->argument);
}

static struct _Unwind_Exception* run_on_stack(Stack* stack, Work* work)
{
  const uintptr_t lowestBefore = lowest;
  void* saved = NULL;
  work->isSwitched = 1;
  lowest = (uintptr_t) stack->begin;
  isOnOther = 1;
  BEGIN_SWITCH(&saved, stack->begin, (size_t) ((char*) stack - stack->begin));
  struct _Unwind_Exception* exception = run_on((void*) ((uintptr_t) stack & ~(uintptr_t) 15), run_work, work);
  BEGIN_SWITCH(NULL, work->outsideBegin, work->outsideSize);
  END_SWITCH(saved, NULL, NULL);
  isOnOther = 0;
  lowest = lowestBefore;
  give_back(stack);
  return exception;
}

OrthancPluginErrorCode run_guarded(void (*run)(void*), void* argument)
{
  Work work = { .run = run, .argument = argument };
  struct _Unwind_Exception* exception;
  if (lowest == 0) lowest = lowest_of_thread();
  if ((uintptr_t) __builtin_frame_address(0) - lowest >= NEEDED_BYTES) exception = run_on(NULL, run_work, &work);
  else {
    Stack* stack = isOnOther ? NULL : take_stack();
    if (stack == NULL) return OrthancPluginErrorCode_NotEnoughMemory;
    exception = run_on_stack(stack, &work);
  }
  if (exception == NULL) return OrthancPluginErrorCode_Success;
  forget_exception(exception);
  log_error("A call of a plugin failed with an exception that is not Orthanc's own");
  return OrthancPluginErrorCode_InternalError;
}

typedef struct
{
  int service;
  const void* parameters;
  OrthancPluginErrorCode code;
} Invocation;

static void run_invocation(void* argument)
{
  Invocation* call = argument;
  call->code = invoke(call->service, call->parameters);
}

OrthancPluginErrorCode invoke_guarded(int service, const void* parameters)
{
  Invocation call = { service, parameters, OrthancPluginErrorCode_Success };
  const OrthancPluginErrorCode code = run_guarded(run_invocation, &call);
  return code == OrthancPluginErrorCode_Success ? call.code : code;
}
